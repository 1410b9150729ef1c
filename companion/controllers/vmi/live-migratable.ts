import { PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';
import type { ConditionLike } from '../conditions';
import { claimOf } from '../volume-claims';

type Words = Omit<ConditionLike, 'lastTransitionTime'>;

const BRIDGE_ALLOWED = 'kubevirt.io/allow-pod-bridge-network-live-migration';

function unsharedClaim(read: ObjectReader, vmi: VirtualMachineInstance): string | undefined {
  for (const volume of vmi.spec.volumes ?? []) {
    const name = volume.ephemeral ? undefined : claimOf(volume);
    if (!name || volume.memoryDump) continue;
    const claim = read.get(PersistentVolumeClaimKind, name, vmi.metadata.namespace);
    if (claim && !claim.spec.accessModes?.includes('ReadWriteMany') && !claim.spec.accessModes?.includes('ReadOnlyMany')) return name;
  }
  return undefined;
}

function bridgedPodNetwork(vmi: VirtualMachineInstance): boolean {
  if (vmi.metadata.annotations?.[BRIDGE_ALLOWED] !== undefined) return false;
  const pod = vmi.spec.networks?.find((network) => network.pod)?.name;
  return Boolean(vmi.spec.domain.devices.interfaces?.some((each) => each.name === pod && each.bridge));
}

/** Reasons that have nothing to do with storage. */
function machineObstacle(vmi: VirtualMachineInstance): Words | undefined {
  const no = (reason: string, message: string): Words => ({ type: 'LiveMigratable', status: 'False', reason, message });
  const { devices, launchSecurity } = vmi.spec.domain;
  if (bridgedPodNetwork(vmi)) {
    const words =
      'cannot migrate VMI which does not use masquerade, bridge with kubevirt.io/allow-pod-bridge-network-live-migration VM annotation or a migratable plugin to connect to the pod network';
    return no('InterfaceNotLiveMigratable', words);
  }
  if ((devices.hostDevices?.length ?? 0) + (devices.gpus?.length ?? 0) > 0) return no('HostDeviceNotLiveMigratable', 'VMI uses a PCI host devices');
  if (devices.filesystems?.length) return no('VirtIOFSNotLiveMigratable', 'VMI uses virtiofs');
  if (launchSecurity?.sev) return no('SEVNotLiveMigratable', 'VMI uses SEV');
  return undefined;
}

/** The conditions LiveMigratable and StorageLiveMigratable. */
export function migratability(read: ObjectReader, vmi: VirtualMachineInstance): [Words, Words] {
  const machine = machineObstacle(vmi);
  const storage: Words = machine
    ? { ...machine, type: 'StorageLiveMigratable', reason: 'NotMigratable' }
    : { type: 'StorageLiveMigratable', status: 'True' };
  if (machine) return [machine, storage];
  const claim = unsharedClaim(read, vmi);
  if (claim === undefined) return [{ type: 'LiveMigratable', status: 'True' }, storage];
  const message = `cannot migrate VMI: PVC ${claim} is not shared, live migration requires that all PVCs must be shared (using ReadWriteMany access mode)`;
  return [{ type: 'LiveMigratable', status: 'False', reason: 'DisksNotLiveMigratable', message }, storage];
}
