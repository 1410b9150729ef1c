import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { type ConditionLike, findCondition, withCondition, withoutCondition } from '../conditions';
import type { SnapshotSupport } from '../snapshot/snapshot-volumes';
import { VM_GENERATION } from './instance-from-vm';
import { printableStatus, type StatusInputs } from './printable-status';
import { factsOf, openRequests } from './run-strategy';

/** Conditions that the VM's controller writes itself; all others mirror the instance. */
const OWN = new Set(['Ready', 'Failure', 'RestartRequired', 'ManualRecoveryRequired']);

export interface StatusChange extends Omit<StatusInputs, 'vm'> {
  now: string;
  /** Which volumes a snapshot can hold. */
  snapshotSupport: SnapshotSupport[];
  /** Why the last sync could not be completed; undefined takes the condition away. */
  failure?: { reason: string; message: string };
  /** Why a restart is needed for what was changed. */
  restartRequired?: string;
}

function readyOf(vmi: VirtualMachineInstance | undefined): Omit<ConditionLike, 'lastTransitionTime'> {
  if (!vmi) return { type: 'Ready', status: 'False', reason: 'VMINotExists', message: 'VMI does not exist' };
  const ready = findCondition(vmi.status?.conditions, 'Ready');
  if (!ready) return { type: 'Ready', status: 'False', reason: 'VMIConditionMissing', message: 'VMI is missing the Ready condition' };
  return {
    type: 'Ready',
    status: ready.status,
    ...(ready.reason ? { reason: ready.reason } : {}),
    ...(ready.message ? { message: ready.message } : {}),
  };
}

function conditionsOf(vm: VirtualMachine, change: StatusChange): ConditionLike[] {
  const mirrored = ((change.vmi?.status?.conditions ?? []) as ConditionLike[]).filter(({ type }) => !OWN.has(type));
  const kept = ((vm.status?.conditions ?? []) as ConditionLike[]).filter(
    ({ type }) => OWN.has(type) || mirrored.some((condition) => condition.type === type),
  );
  let conditions = withCondition(kept, readyOf(change.vmi), change.now);
  for (const condition of mirrored) conditions = withCondition(conditions, withoutTime(condition), change.now);
  conditions = change.failure
    ? withCondition(conditions, { type: 'Failure', status: 'True', ...change.failure }, change.now)
    : withoutCondition(conditions, 'Failure');
  return change.restartRequired
    ? withCondition(conditions, { type: 'RestartRequired', status: 'True', reason: 'RestartRequired', message: change.restartRequired }, change.now)
    : withoutCondition(conditions, 'RestartRequired');
}

function withoutTime({ type, status, reason, message }: ConditionLike): Omit<ConditionLike, 'lastTransitionTime'> {
  return { type, status, ...(reason ? { reason } : {}), ...(message ? { message } : {}) };
}

/** Writes into the draft's status all that follows from the instance and the volumes. */
export function applyStatus(draft: VirtualMachine, change: StatusChange): void {
  const { vmi } = change;
  const status = (draft.status ??= {});
  const instance = factsOf(vmi);
  const requests = openRequests(status.stateChangeRequests ?? [], instance);
  if (requests.length > 0) status.stateChangeRequests = requests;
  else delete status.stateChangeRequests;
  setOrDrop(status, 'created', vmi !== undefined);
  setOrDrop(status, 'ready', findCondition(vmi?.status?.conditions, 'Ready')?.status === 'True');
  status.desiredGeneration = draft.metadata.generation ?? 1;
  const startedFrom = Number(vmi?.metadata.annotations?.[VM_GENERATION] ?? 0);
  if (startedFrom > 0) status.observedGeneration = startedFrom;
  if (change.snapshotSupport.length > 0) status.volumeSnapshotStatuses = change.snapshotSupport;
  else delete status.volumeSnapshotStatuses;
  status.conditions = conditionsOf(draft, change) as typeof status.conditions;
  status.printableStatus = printableStatus({ ...change, vm: draft });
}

function setOrDrop(status: NonNullable<VirtualMachine['status']>, field: 'created' | 'ready', value: boolean): void {
  if (value) status[field] = true;
  else delete status[field];
}
