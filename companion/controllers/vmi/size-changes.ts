import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, findCondition, withCondition, withoutCondition } from '../conditions';
import type { DeviceTask } from './device-changes';
import type { InstanceContext } from './vmi-context';

type Status = NonNullable<VirtualMachineInstance['status']>;

async function write({ client, clock }: InstanceContext, vmi: VirtualMachineInstance, edit: (status: Status, now: string) => void): Promise<void> {
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => edit((draft.status ??= {}), timestamp(clock)));
}

function setCondition(status: Status, condition: Omit<ConditionLike, 'lastTransitionTime'>, now: string): void {
  status.conditions = withCondition(status.conditions as ConditionLike[], condition, now) as Status['conditions'];
}

function dropCondition(status: Status, type: string): void {
  status.conditions = withoutCondition(status.conditions, type);
}

async function plugSockets(context: InstanceContext, vmi: VirtualMachineInstance, sockets: number): Promise<void> {
  await write(context, vmi, (status, now) => setCondition(status, { type: 'HotVCPUChange', status: 'True' }, now));
  try {
    await context.driver.resize(vmi.metadata.uid ?? '', { sockets });
  } catch (error) {
    context.failedAt.set(`${vmi.metadata.uid ?? ''}/sockets`, context.clock.now());
    return write(context, vmi, (status, now) => setCondition(status, { type: 'HotVCPUChange', status: 'False', reason: 'CPU Hotplug Failed', message: String(error) }, now));
  }
  await write(context, vmi, (status) => {
    status.currentCPUTopology = { ...status.currentCPUTopology, sockets };
    dropCondition(status, 'HotVCPUChange');
  });
}

async function plugMemory(context: InstanceContext, vmi: VirtualMachineInstance, guest: string): Promise<void> {
  await write(context, vmi, (status, now) => setCondition(status, { type: 'HotMemoryChange', status: 'True' }, now));
  try {
    await context.driver.resize(vmi.metadata.uid ?? '', { memoryBytes: parseQuantity(guest) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return write(context, vmi, (status, now) => setCondition(status, { type: 'HotMemoryChange', status: 'False', reason: 'Memory Hotplug Failed', message }, now));
  }
  await write(context, vmi, (status) => {
    status.memory = { ...status.memory, guestRequested: guest, guestCurrent: guest };
    dropCondition(status, 'HotMemoryChange');
  });
}

/** Sockets and memory that the spec has gained since the guest started. */
export function sizeTasks(context: InstanceContext, vmi: VirtualMachineInstance): DeviceTask[] {
  const tasks: DeviceTask[] = [];
  const { cpu, memory } = vmi.spec.domain;
  const plugged = vmi.status?.currentCPUTopology?.sockets;
  if (cpu?.sockets && plugged && cpu.sockets > plugged) tasks.push({ about: 'sockets', run: () => plugSockets(context, vmi, cpu.sockets ?? plugged) });
  const has = parseQuantity(vmi.status?.memory?.guestRequested);
  const given = findCondition(vmi.status?.conditions, 'HotMemoryChange')?.status;
  if (memory?.guest && has > 0 && parseQuantity(memory.guest) > has && given !== 'False') {
    tasks.push({ about: 'memory', run: () => plugMemory(context, vmi, memory.guest ?? '') });
  }
  return tasks;
}
