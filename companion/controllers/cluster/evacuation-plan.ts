import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { isMigratable } from '../../kinds/core/pods/guest-eviction';
import { items } from '../../kinds/read';
import { isFinal } from '../vmi/phases';

/** Carried by migrations that an evacuation asked for; the value is the node that shall be left. */
export const EVACUATION = 'kubevirt.io/evacuationMigration';
const DRAIN_TAINT = 'kubevirt.io/drain';
const FIRST_PAUSE = 20_000;
const LONGEST_PAUSE = 5 * 60_000;

export function isDraining(node: UnknownObject | undefined): boolean {
  return items(node, 'spec', 'taints').some((taint) => taint.key === DRAIN_TAINT && taint.effect === 'NoSchedule');
}

/** Shall this instance leave its node: because its pod was to be evicted, or because the node drains and it wants to migrate then? */
export function shallLeave(vmi: VirtualMachineInstance, draining: boolean): boolean {
  const { status, spec, metadata } = vmi;
  if (isFinal(vmi) || metadata.deletionTimestamp || !status?.nodeName) return false;
  if (status.evacuationNodeName) return status.evacuationNodeName === status.nodeName && spec.evictionStrategy !== 'External';
  if (!draining) return false;
  return spec.evictionStrategy === 'LiveMigrate' || (spec.evictionStrategy === 'LiveMigrateIfPossible' && isMigratable(vmi));
}

/** Milliseconds until another try is due after the evacuations of this instance that failed in a row; 0 for now. */
export function pauseLeft(migrations: readonly VirtualMachineInstanceMigration[], now: number): number {
  const tries = migrations
    .filter((each) => each.metadata.annotations?.[EVACUATION] !== undefined)
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''));
  const succeeded = tries.findIndex((each) => each.status?.phase !== 'Failed');
  const failures = succeeded < 0 ? tries : tries.slice(0, succeeded);
  const [last] = failures;
  if (!last) return 0;
  const ended = last.status?.phaseTransitionTimestamps?.at(-1)?.phaseTransitionTimestamp ?? last.metadata.creationTimestamp ?? '';
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures.length - 1));
  return Math.max(0, Date.parse(ended) + pause - now);
}
