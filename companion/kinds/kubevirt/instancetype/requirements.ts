import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import { formatBytes, parseQuantity } from '../quantity';
import { isSpread, spreadOf } from './topology';
import type { InstancetypeSpec, PreferenceSpec } from './types';

export interface Shortfall {
  message: string;
  /** A path from the object's root. */
  field: string;
}

const D = 'spec.template.spec.domain';

function cpuOf(spec: VirtualMachineInstanceSpec, preference: PreferenceSpec): { count: number; as: string; field: string } {
  const { sockets = 1, cores = 1, threads = 1 } = spec.domain.cpu ?? {};
  switch (preference.cpu?.preferredCPUTopology) {
    case 'cores':
    case 'preferCores':
      return { count: cores, as: 'cores', field: `${D}.cpu.cores` };
    case 'threads':
    case 'preferThreads':
      return { count: threads, as: 'threads', field: `${D}.cpu.threads` };
    case 'spread':
    case 'preferSpread':
      return { count: sockets * cores * threads, as: 'sockets, cores and threads', field: `${D}.cpu` };
    default:
      return { count: sockets, as: 'sockets', field: `${D}.cpu.sockets` };
  }
}

function cpuShortfall(spec: VirtualMachineInstanceSpec, instancetype: InstancetypeSpec | undefined, preference: PreferenceSpec): Shortfall | undefined {
  const needed = preference.requirements?.cpu?.guest;
  if (!needed) return undefined;
  if (instancetype) {
    if (instancetype.cpu.guest >= needed) return undefined;
    const words = `insufficient CPU resources of ${instancetype.cpu.guest} vCPU provided by instance type, preference requires ${needed} vCPU`;
    return { message: words, field: 'spec.instancetype' };
  }
  const { count, as, field } = cpuOf(spec, preference);
  if (count >= needed) return undefined;
  return { message: `insufficient CPU resources of ${count} vCPU provided by VirtualMachine, preference requires ${needed} vCPU provided as ${as}`, field };
}

function memoryShortfall(spec: VirtualMachineInstanceSpec, instancetype: InstancetypeSpec | undefined, preference: PreferenceSpec): Shortfall | undefined {
  const needed = preference.requirements?.memory?.guest;
  if (!needed) return undefined;
  const given = instancetype ? instancetype.memory.guest : spec.domain.memory?.guest;
  if (given === undefined || parseQuantity(given) >= parseQuantity(needed)) return undefined;
  const by = instancetype ? 'instance type' : 'VirtualMachine';
  const amount = formatBytes(parseQuantity(given));
  const words = `insufficient Memory resources of ${amount} provided by ${by}, preference requires ${String(needed)}`;
  return { message: words, field: instancetype ? 'spec.instancetype' : `${D}.memory` };
}

/** What of the preference's requirements the machine does not meet. */
export function requirementShortfall(
  spec: VirtualMachineInstanceSpec,
  instancetype: InstancetypeSpec | undefined,
  preference: PreferenceSpec,
): Shortfall | undefined {
  const architecture = preference.requirements?.architecture;
  if (architecture && spec.architecture && architecture !== spec.architecture) {
    const message = `preference requires architecture ${architecture} but ${spec.architecture} is being requested`;
    return { message, field: 'spec.template.spec.architecture' };
  }
  return cpuShortfall(spec, instancetype, preference) ?? memoryShortfall(spec, instancetype, preference);
}

/** vCPUs that cannot be spread as the preference asks. */
export function spreadShortfall(instancetype: InstancetypeSpec, preference: PreferenceSpec): Shortfall | undefined {
  if (!isSpread(preference)) return undefined;
  const { across, ratio } = spreadOf(preference);
  const divisor = across === 'CoresThreads' ? 2 : across === 'SocketsCoresThreads' ? ratio * 2 : ratio;
  const { guest } = instancetype.cpu;
  if (guest % divisor === 0) return undefined;
  const by = 'the Spec.PreferSpreadSocketToCoreRatio or Spec.CPU.PreferSpreadOptions.Ratio';
  return { message: `${guest} vCPUs provided by the instance type are not divisible by ${by} of ${ratio} provided by the preference`, field: 'instancetype.spec.cpu.guest' };
}
