import { Breadcrumb, BreadcrumbItem, Flex } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { PageHeader } from '../../../components/ui/PageHeader';
import { VmStatus } from '../../../components/vm/VmStatus';
import { useVmActions } from '../../../actions/use-vm-actions';
import { reasonOfStatus } from '../../../domain/details/conditions';
import { listPath } from './paths';
import { QuickActions } from './QuickActions';
import type { Machine } from './use-machine';

/** Where one is, how the machine is and why, and what can be done with it. */
export function DetailsHeader({ machine, deleted }: { machine: Machine; deleted: boolean }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, migration, row } = machine;
  const actions = useVmActions(deleted ? undefined : { vm, ...(vmi && { vmi }), ...(migration && { migration }) });
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
      breadcrumbs={
        <Breadcrumb ouiaId="vm-breadcrumb">
          <BreadcrumbItem render={({ className }) => <Link className={className} to={listPath(row.namespace)}>{t('VirtualMachines')}</Link>} />
          <BreadcrumbItem isActive>{row.name}</BreadcrumbItem>
        </Breadcrumb>
      }
      actions={
        !deleted && (
          <Flex spaceItems={{ default: 'spaceItemsSm' }} alignItems={{ default: 'alignItemsCenter' }}>
            <QuickActions items={actions} />
            <ActionMenu items={actions} label={t('Actions')} />
          </Flex>
        )
      }
    />
  );
}
