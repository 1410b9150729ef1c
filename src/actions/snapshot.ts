import { SnapshotKind } from '../../contracts/kinds';
import type { KubeObject, UnknownObject } from '../../contracts/objects';
import type { MachineRef } from '../domain/inventory/row';
import { records, text } from '../domain/read';
import { ApiError, toFailure } from '../k8s/api-error';
import { createObject, getObject } from '../k8s/client';
import { waitForObject } from '../k8s/wait-for';
import { mayCreate } from './access';
import { firstOf, notDeleting, notLocked } from './rules';
import type { ActionParams, VmAction } from './types';

/** Params: `name`, or for several machines a `suffix` behind the name of each; `description`; `deadline` as Go writes durations. */
export function snapshotOf(machine: MachineRef, params: ActionParams): UnknownObject {
  const description = text(params, 'description');
  const deadline = text(params, 'deadline');
  const owner = { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachine', name: machine.name, uid: machine.uid, blockOwnerDeletion: false };
  return {
    apiVersion: 'snapshot.kubevirt.io/v1beta1',
    kind: 'VirtualMachineSnapshot',
    metadata: {
      name: text(params, 'name') || `${machine.name}-${text(params, 'suffix')}`,
      namespace: machine.namespace,
      ...(description !== '' && { annotations: { description } }),
      ownerReferences: [owner],
    },
    spec: {
      source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: machine.name },
      ...(deadline !== '' && { failureDeadline: deadline }),
    },
  };
}

/** KubeVirt writes why in `status.error`, or in the reason of a condition. */
function whyFailed(snapshot: unknown): string {
  const failure = records(snapshot, 'status', 'conditions').find((each) => text(each, 'type') === 'Failure');
  return text(snapshot, 'status', 'error', 'message') || text(failure, 'message') || text(failure, 'reason');
}

/** Creates, unless an interrupted run of the same task has done so already. */
export async function createOnce(kind: typeof SnapshotKind, object: UnknownObject, isOurs: (found: KubeObject) => boolean): Promise<void> {
  try {
    await createObject(kind, object);
  } catch (thrown) {
    const isThere = toFailure(thrown).reason === 'AlreadyExists';
    if (!isThere || !isOurs(await getObject(kind, object.metadata.name, object.metadata.namespace))) throw thrown;
  }
}

async function takeSnapshot(machine: MachineRef, params: ActionParams): Promise<void> {
  const object = snapshotOf(machine, params);
  const { name } = object.metadata;
  await createOnce(SnapshotKind, object, (found) => text(found, 'spec', 'source', 'name') === machine.name);
  const ended = await waitForObject(SnapshotKind, { name, namespace: machine.namespace }, (found) =>
    ['Succeeded', 'Failed'].includes(text(found, 'status', 'phase')),
  );
  if (text(ended, 'status', 'phase') === 'Failed') throw new ApiError(0, 'Failed', whyFailed(ended) || `${name} failed`);
}

/** The line that creates an object from a shell. */
export function createCommand(object: object): string {
  return `kubectl create -f - <<'EOF'\n${JSON.stringify(object, null, 2)}\nEOF`;
}

export const snapshot: VmAction = {
  id: 'snapshot',
  group: 'lifecycle',
  icon: 'camera',
  label: (t) => t('Take snapshot'),
  access: mayCreate('snapshot.kubevirt.io', 'virtualmachinesnapshots'),
  whyNot: firstOf(notDeleting, notLocked),
  needsGroup: 'snapshot.kubevirt.io',
  open: (rows, context) => context.openDialog(rows.length === 1 ? 'snapshot' : 'snapshot-many', { rows }),
  run: takeSnapshot,
  command: (machine, params = {}) => createCommand(snapshotOf(machine, params)),
  bulk: true,
  offered: (row) => row.kind === 'vm',
};
