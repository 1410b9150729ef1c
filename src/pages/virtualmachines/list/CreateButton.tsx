import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { vmCreatePath } from '../../../domain/paths';
import { useAccess } from '../../../k8s/use-access';
import { memo, useMemo } from 'react';

const Button = ({ namespace }: { namespace: string | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const check = useMemo(
    () => (namespace === undefined ? undefined : { verb: 'create', group: 'kubevirt.io', resource: 'virtualmachines', namespace }),
    [namespace],
  );
  const refused =
    useAccess(check).allowed === false ? t('You may not create virtual machines in project {{namespace}}.', { namespace }) : undefined;
  const entry = (id: 'catalog' | 'yaml', label: string) => ({
    id: `create-${id}`,
    group: 'create',
    icon: id === 'yaml' ? 'edit' : 'tiles',
    label,
    disabledReason: refused,
    onSelect: () => void navigate(vmCreatePath(namespace, id)),
  });
  return <ActionMenu variant="primary" label={t('Create')} items={[entry('catalog', t('From catalog')), entry('yaml', t('With YAML'))]} />;
};

/** The ways to a new machine. Without the right to create one in this project, it says so. */
export const CreateButton = memo(Button);
