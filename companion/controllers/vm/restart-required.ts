import type { VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { findCondition, isTrue } from '../conditions';
import { canGrowMemory } from './live-size';
import { needsRestart } from './live-update';

type Spec = VirtualMachineInstanceSpec;

/** KubeVirt's words for everything that has no words of its own. */
export const GENERIC = 'a non-live-updatable field was changed in the template spec';
const MEMORY = 'memory updated in template spec';

function socketsReason(vmi: VirtualMachineInstance, now: Spec): string | undefined {
  const [has, wants] = [vmi.spec.domain.cpu?.sockets ?? 1, now.domain.cpu?.sockets ?? 1];
  if (wants < has) return 'Reduction of CPU socket count requires a restart';
  const most = vmi.spec.domain.cpu?.maxSockets ?? has;
  return wants > most ? "CPU sockets updated in template spec to a value higher than what's available" : undefined;
}

function memoryReason(vmi: VirtualMachineInstance, now: Spec): string | undefined {
  const has = parseQuantity(vmi.spec.domain.memory?.guest);
  const wants = parseQuantity(now.domain.memory?.guest);
  const failed = findCondition(vmi.status?.conditions, 'HotMemoryChange')?.status === 'False';
  if (failed) return `${MEMORY}. Memory-hotplug failed and is not available for this VM configuration`;
  if (wants === 0 || wants === has) return undefined;
  if (wants < parseQuantity(vmi.status?.memory?.guestAtBoot)) return `${MEMORY} to a value lower than what the VM started with`;
  if (wants < has) return GENERIC;
  const most = parseQuantity(vmi.spec.domain.memory?.maxGuest);
  if (most > 0 && wants > most) return `${MEMORY} to a value higher than what's available`;
  if (!canGrowMemory(vmi.spec, wants)) return `${MEMORY}. Memory-hotplug is not available for this VM configuration`;
  return isTrue(vmi.status?.conditions, 'LiveMigratable') ? undefined : `${MEMORY}. Memory-hotplug is only available for migratable VMs`;
}

/**
 * Why the machine needs a restart: `started` is the template the instance was made from and `now` the present one, both with
 * instance type and preference applied. The instance has got all that a running guest can take.
 */
export function restartReason(vmi: VirtualMachineInstance, started: Spec, now: Spec): string | undefined {
  return socketsReason(vmi, now) ?? memoryReason(vmi, now) ?? (needsRestart(started, now) ? GENERIC : undefined);
}

/** CPU and memory reasons stay until the restart, even when the change is taken back. */
export function isSticky(message: string | undefined): boolean {
  return message !== undefined && message !== GENERIC;
}
