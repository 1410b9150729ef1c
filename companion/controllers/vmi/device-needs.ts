import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { at } from '../../kinds/read';

const SIDECARS = 'hooks.kubevirt.io/hookSidecars';

/** Resources of a node that device plugins would offer for the instance's devices. */
function resources({ spec }: VirtualMachineInstance): string[] {
  const { devices, launchSecurity } = spec.domain;
  const named = [...(devices.gpus ?? []), ...(devices.hostDevices ?? [])].map((device) => at(device, 'deviceName'));
  return [
    ...named.filter((name): name is string => typeof name === 'string' && name !== ''),
    ...(at(devices, 'autoattachVSOCK') === true ? ['devices.kubevirt.io/vhost-vsock'] : []),
    ...(at(launchSecurity, 'sev') !== undefined ? ['devices.kubevirt.io/sev'] : []),
  ];
}

/** What no node of the local cluster gives, in the words of the scheduler. */
function beyond({ spec, metadata }: VirtualMachineInstance): string | undefined {
  if ((at(spec, 'resourceClaims') ?? undefined) !== undefined) return 'cannot allocate all claims';
  if (spec.volumes?.some((volume) => at(volume, 'hostDisk') !== undefined)) return 'node(s) offered no disks of the host';
  return metadata.annotations?.[SIDECARS] === undefined ? undefined : 'node(s) could not run hook sidecars';
}

/** Why `node` lacks a device the instance asks for: a guest is not started without what it needs. */
export function missingDevice(node: UnknownObject, vmi: VirtualMachineInstance): string | undefined {
  const lacking = resources(vmi).find((name) => at(node, 'status', 'allocatable', name) === undefined);
  return lacking === undefined ? beyond(vmi) : `Insufficient ${lacking}`;
}
