import { MigrationKind } from '../../contracts/kinds';
import type { MachineRef } from '../domain/inventory/row';
import { text } from '../domain/read';
import { ApiError } from '../k8s/api-error';
import { createObject, deleteObject, listObjects, putSubresource } from '../k8s/client';
import { mayCreate, mayPut } from './access';
import { clone } from './clone';
import { cancelMigrationRule, migrateRule } from './rules';
import { snapshot } from './snapshot';
import type { ActionParams, VmAction } from './types';

/** The label by which a node is asked for by its name. */
const HOST_NAME = 'kubernetes.io/hostname';

function nodeSelector(params: ActionParams): { addedNodeSelector?: Record<string, string> } {
  const node = text(params, 'node');
  return node === '' ? {} : { addedNodeSelector: { [HOST_NAME]: node } };
}

/** A VirtualMachine has a verb for it; for an instance that stands alone the migration is created by hand. */
async function startMigration(machine: MachineRef, params: ActionParams): Promise<void> {
  const { kind, namespace, name } = machine;
  if (kind === 'vm') return putSubresource('virtualmachines', namespace, name, 'migrate', nodeSelector(params));
  await createObject(MigrationKind, {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstanceMigration',
    metadata: { name: '', generateName: 'kubevirt-migrate-vm-', namespace },
    spec: { vmiName: name, ...nodeSelector(params) },
  });
}

const migrate: VmAction = {
  id: 'migrate',
  group: 'lifecycle',
  icon: 'migrate',
  label: (t) => t('Migrate'),
  access: (row) =>
    row.kind === 'vm' ? mayPut('virtualmachines', 'migrate')(row) : mayCreate('kubevirt.io', 'virtualmachineinstancemigrations')(row),
  whyNot: migrateRule,
  open: (rows, context) => context.openDialog('migrate', { rows }),
  run: startMigration,
  command: (machine, params = {}) => {
    const node = text(params, 'node');
    return `virtctl migrate ${machine.name} -n ${machine.namespace}${node === '' ? '' : ` --addedNodeSelector ${HOST_NAME}=${node}`}`;
  },
  bulk: true,
  offered: (row) => row.migration === undefined,
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

export const lifecycleActions: readonly VmAction[] = [migrate, cancelMigration, clone, snapshot];
