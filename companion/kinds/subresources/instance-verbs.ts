import { VirtualMachineKind } from '../../../contracts/kinds';
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

export const freeze: Handler = async (call) => {
  if (!isRunning(instanceOf(call))) throw refused(VMI, call.name, 'VM is not running');
  const timeout = durationMs(call.options.unfreezeTimeout);
  if (timeout === undefined) throw new ApiError(500, 'InternalError', 'Internal error occurred: unexpected return code 400 (400 Bad Request), message: Unfreeze timeout in freeze request is not set');
  const { driver, clock } = call.context;
  const uid = uidOf(call);
  await onNode(driver.agent(uid, 'guest-fsfreeze-freeze'));
  if (timeout > 0) clock.after(timeout, () => void driver.agent(uid, 'guest-fsfreeze-thaw').catch(() => undefined));
  return DONE;
};

export const unfreeze: Handler = async (call) => {
  if (!isRunning(instanceOf(call))) throw refused(VMI, call.name, 'VMI is not running');
  await onNode(call.context.driver.agent(uidOf(call), 'guest-fsfreeze-thaw'));
  return DONE;
};
