import { Button, Tooltip } from '@patternfly/react-core';
import { useNavigate } from 'react-router';
import { listPath } from '../../../domain/resources/path';
import { useAccess } from '../../../k8s/use-access';
import type { ResourceSpec } from '../resource-spec';
import { useTranslate } from '../use-translate';

interface CreateLinkProps {
  spec: ResourceSpec;
  namespace: string | undefined;
}

/** Leads to the page that creates one; says why not where the user may not. */
export const CreateLink = ({ spec, namespace }: CreateLinkProps) => {
  const t = useTranslate();
  const navigate = useNavigate();
  const { group, plural, namespaced } = spec.kind;
  const scope = namespaced ? namespace : undefined;
  const { allowed } = useAccess({ verb: 'create', group, resource: plural, namespace: scope });
  if (!spec.sample) return null;
  const button = (
    <Button
      data-test="create"
      isAriaDisabled={allowed === false}
      onClick={() => void navigate(`${listPath(spec.page, namespaced, scope)}/~new`)}
    >
      {t('Create {{one}}', { one: spec.one(t) })}
    </Button>
  );
  return allowed === false ? <Tooltip content={t('You may not create these here.')}>{button}</Tooltip> : button;
};
