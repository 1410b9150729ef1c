import { MigrationKind } from '../../contracts/kinds';
import { ApiError } from '../k8s/api-error';
import { deleteObject, listObjects, putSubresource } from '../k8s/client';
import { mayCreate, mayPut } from './access';
import { cancelMigrationRule, firstOf, migrateRule, notDeleting, notLocked } from './rules';
import type { VmAction } from './types';

const migrate: VmAction = {
  id: 'migrate',
  group: 'lifecycle',
  icon: 'migrate',
  label: (t) => t('Migrate'),
  access: mayPut('virtualmachines', 'migrate'),
  whyNot: migrateRule,
  run: (machine) => putSubresource('virtualmachines', machine.namespace, machine.name, 'migrate'),
  command: (machine) => `virtctl migrate ${machine.name} -n ${machine.namespace}`,
  bulk: true,
  offered: (row) => row.kind === 'vm' && row.migration === undefined,
};

const cancelMigration: VmAction = {
  id: 'cancel-migration',
  group: 'lifecycle',
  icon: 'ban',
  label: (t) => t('Cancel migration'),
  access: (row) => [{ verb: 'delete', group: 'kubevirt.io', resource: 'virtualmachineinstancemigrations', namespace: row.namespace }],
  whyNot: cancelMigrationRule,
  run: async (machine) => {
    // Cancelling is deleting the migration that has not ended; virtctl migrate-cancel does the same.
    const labelSelector = `kubevirt.io/vmi-name=${machine.name}`;
    const { items } = await listObjects(MigrationKind, { namespace: machine.namespace, labelSelector });
    const open = items.find((each) => each.status?.phase !== 'Succeeded' && each.status?.phase !== 'Failed');
    if (!open) throw new ApiError(404, 'NotFound', `Found no migration to cancel for ${machine.name}`);
    await deleteObject(MigrationKind, open.metadata.name, machine.namespace);
  },
  command: (machine) => `virtctl migrate-cancel ${machine.name} -n ${machine.namespace}`,
  bulk: true,
  offered: (row) => row.migration !== undefined,
};

const clone: VmAction = {
  id: 'clone',
  group: 'lifecycle',
  icon: 'clone',
  label: (t) => t('Clone'),
  access: mayCreate('clone.kubevirt.io', 'virtualmachineclones'),
  whyNot: firstOf(notDeleting, notLocked),
  needsGroup: 'clone.kubevirt.io',
  open: ([row], context) => context.openDialog('clone', { row }),
  bulk: false,
  offered: (row) => row.kind === 'vm',
};

const snapshot: VmAction = {
  id: 'snapshot',
  group: 'lifecycle',
  icon: 'camera',
  label: (t) => t('Take snapshot'),
  access: mayCreate('snapshot.kubevirt.io', 'virtualmachinesnapshots'),
  whyNot: firstOf(notDeleting, notLocked),
  needsGroup: 'snapshot.kubevirt.io',
  open: (rows, context) => context.openDialog('snapshot', { rows }),
  bulk: true,
  offered: (row) => row.kind === 'vm',
};

export const lifecycleActions: readonly VmAction[] = [migrate, cancelMigration, clone, snapshot];
