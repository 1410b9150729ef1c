import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { findCondition, isTrue } from '../conditions';
import type { ControllerContext } from '../context';
import { VM_GENERATION } from './instance-from-vm';
import { applyLiveUpdates } from './live-update';
import { isSticky, restartReason } from './restart-required';
import { startedSpec } from './start-revision';

/**
 * Brings to a running instance what changed in its machine's template, as far as a running guest can take it;
 * says why the rest needs a restart.
 */
export async function updateRunning(
  context: ControllerContext,
  vm: VirtualMachine,
  vmi: VirtualMachineInstance,
  /** Undefined when the template is the one the instance was started from. */
  expanded: VirtualMachine | undefined,
): Promise<string | undefined> {
  const template = expanded?.spec.template.spec;
  const running = vmi.status?.phase === 'Running' && !vmi.metadata.deletionTimestamp;
  const old = findCondition(vm.status?.conditions, 'RestartRequired')?.message;
  const unchanged = String(vm.metadata.generation ?? 1) === vmi.metadata.annotations?.[VM_GENERATION];
  if (!template || !running || unchanged) return running && isSticky(old) ? old : undefined;
  // As in KubeVirt, memory grows only where the guest could move as well.
  const options = { memory: isTrue(vmi.status?.conditions, 'LiveMigratable') };
  const trial = structuredClone(vmi.spec);
  if (applyLiveUpdates(trial, template, options)) {
    await context.client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
      if (draft.metadata.uid === vmi.metadata.uid) applyLiveUpdates(draft.spec, template, options);
    });
  }
  const started = startedSpec(context, vm, vmi);
  const reason = started && restartReason({ ...vmi, spec: trial }, started, template);
  return reason ?? (isSticky(old) ? old : undefined);
}
