import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import type { InstancetypeSpec } from './types';

/** Paths below the template's spec that an instance type decides and the machine sets as well. */
export function instancetypeConflicts(spec: VirtualMachineInstanceSpec, instancetype: InstancetypeSpec): string[] {
  const { cpu, memory, resources, devices, ioThreadsPolicy, launchSecurity } = spec.domain;
  const found: [path: string, conflicts: boolean][] = [
    ['domain.cpu.sockets', Boolean(cpu?.sockets)],
    ['domain.cpu.cores', Boolean(cpu?.cores)],
    ['domain.cpu.threads', Boolean(cpu?.threads)],
    ['domain.cpu.model', Boolean(cpu?.model && instancetype.cpu.model)],
    ['domain.cpu.dedicatedCpuPlacement', Boolean(cpu?.dedicatedCpuPlacement && instancetype.cpu.dedicatedCPUPlacement !== undefined)],
    ['domain.cpu.isolateEmulatorThread', Boolean(cpu?.isolateEmulatorThread && instancetype.cpu.isolateEmulatorThread !== undefined)],
    ['domain.cpu.numa', Boolean(cpu?.numa && instancetype.cpu.numa)],
    ['domain.cpu.realtime', Boolean(cpu?.realtime && instancetype.cpu.realtime)],
    ['domain.memory.guest', memory?.guest !== undefined],
    ['domain.memory.hugepages', Boolean(memory?.hugepages && instancetype.memory.hugepages)],
    ['domain.memory.maxGuest', Boolean(memory?.maxGuest && instancetype.memory.maxGuest)],
    ['domain.resources.requests.cpu', resources?.requests?.cpu !== undefined],
    ['domain.resources.limits.cpu', resources?.limits?.cpu !== undefined],
    ['domain.resources.requests.memory', resources?.requests?.memory !== undefined],
    ['domain.resources.limits.memory', resources?.limits?.memory !== undefined],
    ['domain.devices.gpus', Boolean(devices.gpus?.length && instancetype.gpus?.length)],
    ['domain.devices.hostDevices', Boolean(devices.hostDevices?.length && instancetype.hostDevices?.length)],
    ['domain.ioThreadsPolicy', Boolean(ioThreadsPolicy && instancetype.ioThreadsPolicy)],
    ['domain.launchSecurity', Boolean(launchSecurity && instancetype.launchSecurity)],
    ['nodeSelector', Object.keys(instancetype.nodeSelector ?? {}).some((key) => spec.nodeSelector?.[key] !== undefined)],
    ['schedulerName', Boolean(spec.schedulerName && instancetype.schedulerName)],
  ];
  return found.filter(([, conflicts]) => conflicts).map(([path]) => path);
}
