import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { ApiError } from '../../lib/api-error';
import { durationMs } from '../kubevirt/durations';
import { badRequest, DONE, onNode, refused } from './answers';
import { type Call, type Handler, hasCondition, instanceOf, isRunning } from './context';

const VMI = 'virtualmachineinstance';

const uidOf = (call: Call) => instanceOf(call).metadata.uid ?? '';

export const pause: Handler = async (call) => {
  const vmi = instanceOf(call);
  if (!isRunning(vmi)) throw refused(VMI, call.name, 'VM is not running');
  if (vmi.spec.livenessProbe && !vmi.spec.livenessProbe.guestAgentPing) {
    throw new ApiError(403, 'Forbidden', `virtualmachineinstance.kubevirt.io "${call.name}" is forbidden: Pausing VMIs with a non-GuestAgentPing LivenessProbe is not supported`, {
      name: call.name,
      group: 'kubevirt.io',
      kind: VMI,
    });
  }
  if (hasCondition(vmi, 'Paused')) throw refused(VMI, call.name, 'VMI is already paused');
  if (!call.dryRun) await onNode(call.context.driver.pause(uidOf(call)));
  return DONE;
};

export const unpause: Handler = async (call) => {
  const vmi = instanceOf(call);
  const vm = call.context.client.get(VirtualMachineKind, call.name, call.namespace);
  if (vm?.status?.snapshotInProgress) throw refused('virtualmachine', call.name, 'VM snapshot is in progress');
  if (!isRunning(vmi)) throw refused(VMI, call.name, 'VMI is not running');
  if (!hasCondition(vmi, 'Paused')) throw refused(VMI, call.name, 'VMI is not paused');
  if (!call.dryRun) await onNode(call.context.driver.resume(uidOf(call)));
  return DONE;
};

export const reset: Handler = async (call) => {
  const phase = instanceOf(call).status?.phase ?? '';
  if (phase !== 'Running') {
    const why = `Unable to connect to VirtualMachineInstance because phase is ${phase} instead of Running or Scheduled`;
    throw badRequest(`Failed to reset non-running VMI with phase ${phase}: ${why}`);
  }
  if (!call.dryRun) await onNode(call.context.driver.reset(uidOf(call)));
  return DONE;
};

export const softReboot: Handler = async (call) => {
  const vmi = instanceOf(call);
  if (!isRunning(vmi)) throw refused(VMI, call.name, 'VM is not running');
  if (hasCondition(vmi, 'Paused')) throw refused(VMI, call.name, 'VMI is paused');
  const acpi = vmi.spec.domain.features?.acpi;
  const hasAcpi = acpi !== undefined && acpi.enabled !== false;
  if (!hasCondition(vmi, 'AgentConnected') && !hasAcpi) {
    throw refused(VMI, call.name, 'VMI neither have the agent connected nor the ACPI feature enabled');
  }
  if (!call.dryRun) await onNode(call.context.driver.softReboot(uidOf(call)));
  return DONE;
};

/** Shows in the instance whether its file systems are frozen. */
async function noteFreeze({ context, namespace, name }: Call, uid: string, frozen: boolean): Promise<void> {
  await context.client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    if (draft.metadata.uid !== uid || !draft.status) return;
    if (frozen) draft.status.fsFreezeStatus = 'frozen';
    else delete draft.status.fsFreezeStatus;
  });
}

async function thaw(call: Call, uid: string): Promise<void> {
  await call.context.driver.agent(uid, 'guest-fsfreeze-thaw');
  await noteFreeze(call, uid, false);
}

/** A guest is frozen once: who asks again gets the same answer, and the first time limit holds. */
export const freeze: Handler = async (call) => {
  const vmi = instanceOf(call);
  if (!isRunning(vmi)) throw refused(VMI, call.name, 'VM is not running');
  const timeout = durationMs(call.options.unfreezeTimeout);
  if (timeout === undefined) throw new ApiError(500, 'InternalError', 'Internal error occurred: unexpected return code 400 (400 Bad Request), message: Unfreeze timeout in freeze request is not set');
  if (call.dryRun || vmi.status?.fsFreezeStatus === 'frozen') return DONE;
  const { driver, clock } = call.context;
  const uid = uidOf(call);
  await onNode(driver.agent(uid, 'guest-fsfreeze-freeze'));
  await noteFreeze(call, uid, true);
  // The guest, or the companion's store, may be gone by then.
  if (timeout > 0) clock.after(timeout, () => void thaw(call, uid).catch(() => undefined));
  return DONE;
};

export const unfreeze: Handler = async (call) => {
  if (!isRunning(instanceOf(call))) throw refused(VMI, call.name, 'VMI is not running');
  if (!call.dryRun) await onNode(thaw(call, uidOf(call)));
  return DONE;
};
