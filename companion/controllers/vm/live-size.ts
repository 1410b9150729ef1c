import type { VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';

type Spec = VirtualMachineInstanceSpec;

const GIB = 2 ** 30;
const ALIGNMENT = 2 * 2 ** 20;

/** Whether a running guest may grow to this memory: within its bound, aligned, and big enough from the start. */
export function canGrowMemory(instance: Spec, wanted: number): boolean {
  const [now, most] = [parseQuantity(instance.domain.memory?.guest), parseQuantity(instance.domain.memory?.maxGuest)];
  return now >= GIB && wanted > now && wanted <= most && wanted % ALIGNMENT === 0;
}

/** More sockets within `maxSockets` and more memory within `maxGuest` go to the running guest. */
export function applyLiveSize(instance: Spec, template: Spec, memory: boolean): void {
  const { cpu } = instance.domain;
  const sockets = template.domain.cpu?.sockets ?? 1;
  if (cpu && sockets > (cpu.sockets ?? 1) && sockets <= (cpu.maxSockets ?? 0)) cpu.sockets = sockets;
  const guest = template.domain.memory?.guest;
  if (memory && guest && instance.domain.memory && canGrowMemory(instance, parseQuantity(guest))) instance.domain.memory.guest = String(guest);
}
