import type { VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { isTrue } from '../conditions';
import { needsRestart } from './live-update';

type Spec = VirtualMachineInstanceSpec;

/** KubeVirt's words for everything that has no words of its own. */
export const GENERIC = 'a non-live-updatable field was changed in the template spec';

function socketsReason(vmi: VirtualMachineInstance, now: Spec): string | undefined {
  const [has, wants] = [vmi.spec.domain.cpu?.sockets ?? 1, now.domain.cpu?.sockets ?? 1];
  if (wants < has) return 'Reduction of CPU socket count requires a restart';
  const most = vmi.spec.domain.cpu?.maxSockets ?? has;
  return wants > most ? "CPU sockets updated in template spec to a value higher than what's available" : undefined;
}

function memoryReason(vmi: VirtualMachineInstance, now: Spec): string | undefined {
  const has = parseQuantity(vmi.status?.memory?.guestAtBoot ?? vmi.spec.domain.memory?.guest);
  const wants = parseQuantity(now.domain.memory?.guest);
  if (wants === 0 || wants === has) return undefined;
  if (wants < has) return 'memory updated in template spec to a value lower than what the VM started with';
  const most = parseQuantity(vmi.spec.domain.memory?.maxGuest);
  if (most > 0 && wants > most) return "memory updated in template spec to a value higher than what's available";
  const migratable = isTrue(vmi.status?.conditions, 'LiveMigratable');
  const why = migratable ? 'not available for this VM configuration' : 'only available for migratable VMs';
  return `memory updated in template spec. Memory-hotplug is ${why}`;
}

/**
 * Why the machine needs a restart: `started` is the template the instance was made from and `now` the present one, both with
 * instance type and preference applied. Guests of the local cluster take no CPUs or memory while they run.
 */
export function restartReason(vmi: VirtualMachineInstance, started: Spec, now: Spec): string | undefined {
  if (!needsRestart(started, now)) return undefined;
  return socketsReason(vmi, now) ?? memoryReason(vmi, now) ?? GENERIC;
}

/** CPU and memory reasons stay until the restart, even when the change is taken back. */
export function isSticky(message: string | undefined): boolean {
  return message !== undefined && message !== GENERIC;
}
