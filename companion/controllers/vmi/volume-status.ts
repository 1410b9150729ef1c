import { PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachineInstance } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';
import { claimOf } from '../volume-claims';

type VolumeStatus = NonNullable<NonNullable<VirtualMachineInstance['status']>['volumeStatus']>[number];
type Disk = NonNullable<VirtualMachineInstance['spec']['domain']['devices']['disks']>[number];

const PREFIX: Record<string, string> = { virtio: 'vd', scsi: 'sd', sata: 'sd', usb: 'sd' };

/** Device names in the order of the disks, as libvirt hands them out per bus: vda, vdb, sda … */
export function targetNames(disks: readonly Disk[]): Map<string, string> {
  const next = new Map<string, number>();
  const names = new Map<string, string>();
  for (const disk of disks) {
    const bus = disk.disk?.bus ?? disk.cdrom?.bus ?? disk.lun?.bus ?? (disk.cdrom ? 'sata' : 'virtio');
    const prefix = PREFIX[bus] ?? 'vd';
    const index = next.get(prefix) ?? 0;
    next.set(prefix, index + 1);
    names.set(disk.name, `${prefix}${letters(index)}`);
  }
  return names;
}

function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function claimInfo(claim: PersistentVolumeClaim): VolumeStatus['persistentVolumeClaimInfo'] {
  const { accessModes, volumeMode, resources } = claim.spec;
  const capacity = claim.status?.capacity?.storage;
  return {
    claimName: claim.metadata.name,
    ...(accessModes ? { accessModes: [...accessModes] } : {}),
    ...(volumeMode ? { volumeMode } : {}),
    ...(capacity ? { capacity: { storage: capacity } } : {}),
    ...(resources?.requests?.storage ? { requests: { storage: resources.requests.storage } } : {}),
    filesystemOverhead: '0',
  } as VolumeStatus['persistentVolumeClaimInfo'];
}

/** `status.volumeStatus` of a running instance; entries of hot-plugged volumes keep what the hotplug loop wrote. */
export function volumeStatuses(read: ObjectReader, vmi: VirtualMachineInstance): VolumeStatus[] {
  const targets = targetNames(vmi.spec.domain.devices.disks ?? []);
  const old = new Map((vmi.status?.volumeStatus ?? []).map((entry) => [entry.name, entry]));
  const leaving = [...old.values()].filter((entry) => entry.hotplugVolume && !vmi.spec.volumes?.some((volume) => volume.name === entry.name));
  const present = (vmi.spec.volumes ?? [])
    .map((volume) => {
      const name = claimOf(volume);
      const claim = name ? read.get(PersistentVolumeClaimKind, name, vmi.metadata.namespace) : undefined;
      const before = old.get(volume.name);
      return {
        ...before,
        name: volume.name,
        target: targets.get(volume.name) ?? before?.target ?? '',
        ...(claim ? { persistentVolumeClaimInfo: claimInfo(claim) } : {}),
      };
    });
  return [...present, ...leaving].sort((a, b) => a.name.localeCompare(b.name));
}
