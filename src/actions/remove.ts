import { VirtualMachineInstanceKind } from '../../contracts/kinds';
import type { MachineRef } from '../domain/inventory/row';
import { at, strings } from '../domain/read';
import { toFailure } from '../k8s/api-error';
import { deleteObject, getObject, putSubresource } from '../k8s/client';
import { mayOwn } from './access';
import { kindOf } from './edit-machine';
import { keepOwned } from './keep-owned';
import { ownedObjects } from './owned-objects';
import type { OwnedObject } from './owned-objects';
import { deleteRule } from './rules';
import type { ActionParams, VmAction } from './types';

/** Seconds, where a machine says nothing (KubeVirt's own default). */
const DEFAULT_GRACE = 30;

/** How machines are deleted: params of the verb, as its dialogs make them. */
export interface RemovalParams extends ActionParams {
  /** Everything, or these by uid. */
  keep?: 'disks' | readonly string[];
  /** Seconds the guest has to shut down; its own setting without. */
  gracePeriod?: number;
}

function keeps(params: ActionParams): (owned: OwnedObject) => boolean {
  if (params.keep === 'disks') return (owned) => owned.kind !== 'VirtualMachineSnapshot';
  const uids = new Set(strings(params, 'keep'));
  return (owned) => uids.has(owned.uid);
}

/** Whether a stop with this grace period would be accepted: a guest is there, and is not ended sooner already. */
async function mayShorten(machine: MachineRef, gracePeriod: number): Promise<boolean> {
  try {
    const { spec, status, metadata } = await getObject(VirtualMachineInstanceKind, machine.name, machine.namespace);
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false;
    return metadata.deletionTimestamp === undefined || gracePeriod < (spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE);
  } catch (thrown) {
    if (toFailure(thrown).code === 404) return false;
    throw thrown;
  }
}

/**
 * The API server ignores the grace period of a deletion for kinds that are custom resources; the guest's is set by
 * KubeVirt's stop.
 */
async function endGuest(machine: MachineRef, gracePeriod: number): Promise<void> {
  if (machine.kind === 'vm' && (await mayShorten(machine, gracePeriod))) {
    await putSubresource('virtualmachines', machine.namespace, machine.name, 'stop', { gracePeriod });
  }
}

/** Deletes exactly the machine that was seen: a namesake created meanwhile survives. What is to be kept is made safe first. */
export async function removeMachine(machine: MachineRef, params: ActionParams = {}): Promise<void> {
  if (params.keep !== undefined) await keepOwned(machine, (await ownedObjects(machine)).objects.filter(keeps(params)));
  const grace = at(params, 'gracePeriod');
  if (typeof grace === 'number') await endGuest(machine, grace);
  await deleteObject(kindOf(machine), machine.name, machine.namespace, {
    ...(typeof grace === 'number' && { gracePeriodSeconds: grace }),
    ...(machine.uid !== '' && { preconditions: { uid: machine.uid } }),
  });
}

const remove: VmAction = {
  id: 'delete',
  group: 'danger',
  icon: 'trash',
  label: (t) => t('Delete'),
  access: mayOwn('delete'),
  whyNot: deleteRule,
  open: (rows, context) => context.openDialog(rows.length === 1 ? 'delete' : 'delete-many', { rows }),
  run: removeMachine,
  command: (row) => `kubectl delete ${row.kind} ${row.name} -n ${row.namespace}`,
  danger: true,
  bulk: true,
};

export const removeActions: readonly VmAction[] = [remove];
