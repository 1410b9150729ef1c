import type { DataVolume, PersistentVolumeClaim, VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { findCondition, isTrue } from '../conditions';
import type { RunStrategy } from './run-strategy';

export interface StatusInputs {
  vm: VirtualMachine;
  strategy: RunStrategy;
  vmi?: VirtualMachineInstance;
  /** Of the volumes of the template, as far as they exist. */
  dataVolumes: readonly DataVolume[];
  claims: readonly PersistentVolumeClaim[];
  /** The controller has just asked for an instance, or for its end. */
  creating: boolean;
  deleting: boolean;
}

const synchronizedReason = (vmi: VirtualMachineInstance | undefined) => {
  const condition = findCondition(vmi?.status?.conditions, 'Synchronized');
  return condition?.status === 'False' ? condition.reason : undefined;
};

const isFinal = (vmi: VirtualMachineInstance | undefined) => vmi?.status?.phase === 'Succeeded' || vmi?.status?.phase === 'Failed';

function isMigrating({ vmi }: StatusInputs): boolean {
  const state = vmi?.status?.migrationState;
  return Boolean(state?.startTimestamp && !state.endTimestamp);
}

function hasBrokenVolume({ dataVolumes }: StatusInputs): boolean {
  return dataVolumes.some((dataVolume) => {
    const running = findCondition(dataVolume.status?.conditions, 'Running');
    const reason = running?.status === 'False' ? running.reason : undefined;
    return dataVolume.status?.phase === 'Failed' || reason === 'Error' || reason === 'ImagePullFailed';
  });
}

/** A data volume that waits for its first consumer is not being provisioned, unless its claim is bound already. */
function isProvisioning({ dataVolumes }: StatusInputs): boolean {
  return dataVolumes.some((dataVolume) => {
    const phase = dataVolume.status?.phase;
    if (phase === 'Succeeded' || phase === 'PendingPopulation') return false;
    return phase !== 'WaitForFirstConsumer' || isTrue(dataVolume.status?.conditions, 'Bound');
  });
}

const isSetToStart = ({ strategy, vmi }: StatusInputs) => strategy === 'Always' || strategy === 'Once' || (strategy !== 'Halted' && vmi !== undefined);

function waitsForBinding(inputs: StatusInputs): boolean {
  return isSetToStart(inputs) && inputs.claims.some((claim) => claim.status?.phase !== 'Bound');
}

const STARTING_PHASES = ['', 'Pending', 'Scheduling', 'Scheduled'];

function isStarting({ vmi, creating }: StatusInputs): boolean {
  return creating || (vmi !== undefined && STARTING_PHASES.includes(vmi.status?.phase ?? ''));
}

function isCrashLooping({ vm, vmi, strategy }: StatusInputs): boolean {
  const restarts = strategy === 'Always' || strategy === 'RerunOnFailure' || strategy === 'Once';
  return restarts && (!vmi || isFinal(vmi)) && (vm.status?.startFailure?.consecutiveFailCount ?? 0) > 0;
}

/** KubeVirt's order: the first that holds is `status.printableStatus`. */
const RULES: readonly [status: string, holds: (inputs: StatusInputs) => boolean][] = [
  ['Terminating', ({ vm }) => Boolean(vm.metadata.deletionTimestamp)],
  ['Stopping', ({ vmi, deleting }) => vmi !== undefined && !isFinal(vmi) && (deleting || Boolean(vmi.metadata.deletionTimestamp))],
  ['Migrating', isMigrating],
  ['Paused', ({ vmi }) => vmi?.status?.phase === 'Running' && isTrue(vmi.status.conditions, 'Paused')],
  ['Running', ({ vmi }) => vmi?.status?.phase === 'Running'],
  ['ErrorPvcNotFound', ({ vmi }) => synchronizedReason(vmi) === 'FailedPvcNotFound'],
  ['DataVolumeError', hasBrokenVolume],
  [
    'ErrorUnschedulable',
    ({ vmi }) => {
      const scheduled = findCondition(vmi?.status?.conditions, 'PodScheduled');
      return scheduled?.status === 'False' && scheduled.reason === 'Unschedulable';
    },
  ],
  ['Provisioning', isProvisioning],
  ['WaitingForVolumeBinding', waitsForBinding],
  ['ErrImagePull', ({ vmi }) => synchronizedReason(vmi) === 'ErrImagePull'],
  ['ImagePullBackOff', ({ vmi }) => synchronizedReason(vmi) === 'ImagePullBackOff'],
  ['Starting', isStarting],
  ['CrashLoopBackOff', isCrashLooping],
  ['WaitingForReceiver', ({ strategy, vmi }) => strategy === 'WaitAsReceiver' && (!vmi || vmi.status?.phase === 'WaitingForSync')],
  ['Stopped', ({ vmi }) => !vmi || isFinal(vmi)],
];

export function printableStatus(inputs: StatusInputs): string {
  return RULES.find(([, holds]) => holds(inputs))?.[0] ?? 'Unknown';
}
