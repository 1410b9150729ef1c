import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import { formatBytes, parseQuantity } from '../quantity';
import { topologyOf } from './topology';
import type { InstancetypeSpec, PreferenceSpec } from './types';

function applyCpu(spec: VirtualMachineInstanceSpec, { cpu }: InstancetypeSpec, preference: PreferenceSpec | undefined): void {
  spec.domain.cpu = {
    ...spec.domain.cpu,
    ...topologyOf(cpu.guest, preference),
    ...(cpu.maxSockets ? { maxSockets: cpu.maxSockets } : {}),
    ...(cpu.model ? { model: cpu.model } : {}),
    ...(cpu.dedicatedCPUPlacement ? { dedicatedCpuPlacement: true } : {}),
    ...(cpu.isolateEmulatorThread ? { isolateEmulatorThread: true } : {}),
    ...(cpu.numa ? { numa: structuredClone(cpu.numa) } : {}),
    ...(cpu.realtime ? { realtime: structuredClone(cpu.realtime) } : {}),
  };
}

function applyMemory(spec: VirtualMachineInstanceSpec, { memory }: InstancetypeSpec): void {
  const { guest, hugepages, maxGuest, overcommitPercent } = memory;
  spec.domain.memory = {
    ...spec.domain.memory,
    guest: String(guest),
    ...(hugepages ? { hugepages: { ...hugepages } } : {}),
    ...(maxGuest ? { maxGuest: String(maxGuest) } : {}),
  };
  if (!overcommitPercent) return;
  const requested = formatBytes(Math.floor(parseQuantity(guest) * (1 - overcommitPercent / 100)));
  const resources = spec.domain.resources ?? {};
  spec.domain.resources = { ...resources, requests: { ...resources.requests, memory: requested } };
}

/** Writes an instance type into the spec of an instance, in place. */
export function applyInstancetype(spec: VirtualMachineInstanceSpec, instancetype: InstancetypeSpec, preference: PreferenceSpec | undefined): void {
  applyCpu(spec, instancetype, preference);
  applyMemory(spec, instancetype);
  const { gpus, hostDevices, ioThreads, ioThreadsPolicy, launchSecurity, nodeSelector, schedulerName } = instancetype;
  if (gpus) spec.domain.devices.gpus = structuredClone(gpus);
  if (hostDevices) spec.domain.devices.hostDevices = structuredClone(hostDevices);
  if (ioThreads) spec.domain.ioThreads = { ...ioThreads };
  if (ioThreadsPolicy) spec.domain.ioThreadsPolicy = ioThreadsPolicy;
  if (launchSecurity) spec.domain.launchSecurity = structuredClone(launchSecurity);
  if (nodeSelector) spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector };
  if (schedulerName) spec.schedulerName = schedulerName;
}
