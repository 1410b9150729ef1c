import { useState } from 'react';
import type { KubeObject } from '../../../../contracts/objects';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import type { ResourceSpec } from '../resource-spec';
import { useResourceActions } from '../use-resource-actions';
import { useTranslate } from '../use-translate';

interface ResourceMenuProps {
  spec: ResourceSpec;
  object: KubeObject;
}

/** The menu of a row. Rights are asked when it is first opened, not for every row. */
export const ResourceMenu = ({ spec, object }: ResourceMenuProps) => {
  const t = useTranslate();
  const [asked, setAsked] = useState(false);
  const items = useResourceActions(spec, object, asked);
  return (
    <ActionMenu
      kebab
      items={items}
      label={t('Actions of {{name}}', { name: object.metadata.name })}
      onOpenChange={(open) => open && setAsked(true)}
    />
  );
};
