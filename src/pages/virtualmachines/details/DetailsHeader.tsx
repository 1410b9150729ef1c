import { Flex } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { PageHeader } from '../../../components/ui/PageHeader';
import { VmStatus } from '../../../components/vm/VmStatus';
import { useContributed } from '../../../actions/use-contributed';
import { useVmActions } from '../../../actions/use-vm-actions';
import { reasonOfStatus } from '../../../domain/details/conditions';
import { MachineBreadcrumb } from './MachineBreadcrumb';
import { QuickActions } from './QuickActions';
import type { Machine } from './use-machine';

/** Where one is, how the machine is and why, and what can be done with it. */
export function DetailsHeader({ machine, deleted }: { machine: Machine; deleted: boolean }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, migration, row } = machine;
  const actions = useVmActions(deleted ? undefined : { vm, ...(vmi && { vmi }), ...(migration && { migration }) });
  const rows = useMemo(() => (deleted ? [] : [row]), [deleted, row]);
  const { items, providers } = useContributed(actions, rows);
  const reason = row.status === 'Running' ? '' : reasonOfStatus(vm, vmi);
  return (
    <PageHeader
      title={row.name}
      badge={
        <span data-test="vm-status" data-status={row.status}>
          <VmStatus status={deleted ? 'Terminating' : row.status} />
        </span>
      }
      description={reason === '' ? undefined : reason}
      breadcrumbs={<MachineBreadcrumb namespace={row.namespace} name={row.name} />}
      actions={
        !deleted && (
          <Flex spaceItems={{ default: 'spaceItemsSm' }} alignItems={{ default: 'alignItemsCenter' }}>
            <QuickActions items={actions} />
            {providers}
            <ActionMenu items={items} label={t('Actions')} />
          </Flex>
        )
      }
    />
  );
}
