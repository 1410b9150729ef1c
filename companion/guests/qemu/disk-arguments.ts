import { createHash } from 'node:crypto';
import type { PlacedDisk } from './disks';
import { hotplugPort, hotplugPortDevices } from './hotplug-ports';

/** Node names of QEMU's block layer hold 31 characters, volume names 63. */
const digest = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 16);
export const nodeName = (disk: string) => `vol-${digest(disk)}`;
export const fileNodeName = (disk: string) => `file-${digest(disk)}`;
export const deviceId = (disk: string) => `disk-${digest(disk)}`;

/** The two block nodes of a disk: its file and the format in it. `locking` keeps two guests from one image. */
export function blockNodes(disk: PlacedDisk): { file: Record<string, unknown>; format: Record<string, unknown> } {
  const cache = { direct: disk.cache === 'none', 'no-flush': false };
  const shared = { cache, 'read-only': disk.readOnly, discard: disk.readOnly ? 'ignore' : 'unmap' };
  const file = {
    driver: 'file',
    'node-name': fileNodeName(disk.name),
    filename: disk.path,
    locking: 'on',
    // Linux AIO works on unbuffered files only.
    aio: disk.io === 'native' && disk.cache === 'none' ? 'native' : 'threads',
    ...shared,
  };
  return { file, format: { driver: disk.format, 'node-name': nodeName(disk.name), file: file['node-name'], ...shared } };
}

const drivers = {
  virtio: { disk: 'virtio-blk-pci', cdrom: 'virtio-blk-pci', lun: 'virtio-blk-pci' },
  sata: { disk: 'ide-hd', cdrom: 'ide-cd', lun: 'ide-hd' },
  scsi: { disk: 'scsi-hd', cdrom: 'scsi-cd', lun: 'scsi-hd' },
  usb: { disk: 'usb-storage', cdrom: 'usb-storage', lun: 'usb-storage' },
} as const;

/** q35 has six SATA ports; further disks go to controllers of the same kind. */
const sataPorts = 6;

function place(disk: PlacedDisk): Record<string, unknown> {
  const slot = disk.slot ?? 0;
  if (disk.bus === 'virtio') return disk.slot === undefined ? { bus: 'pcie.0' } : { bus: hotplugPort(slot) };
  if (disk.bus === 'scsi') return { bus: 'scsi.0', 'scsi-id': slot, lun: 0 };
  if (disk.bus === 'usb') return { bus: 'usb.0' };
  const controller = Math.floor(slot / sataPorts);
  return { bus: controller === 0 ? `ide.${slot}` : `sata${controller}.${slot % sataPorts}`, unit: 0 };
}

/** Reads have no `enospc`: libvirt lets them be reported then. Drives without a medium and USB sticks take no policy. */
function errorPolicy({ errorPolicy: policy, isEmpty, bus }: PlacedDisk): Record<string, unknown> {
  return isEmpty || bus === 'usb' ? {} : { werror: policy, rerror: policy === 'enospc' ? 'report' : policy };
}

/** The device that shows a block node to the guest; also what a hot-plug sends to QEMU. */
export function diskDevice(disk: PlacedDisk): Record<string, unknown> {
  return {
    driver: drivers[disk.bus][disk.kind],
    id: deviceId(disk.name),
    ...(disk.isEmpty ? {} : { drive: nodeName(disk.name) }),
    ...place(disk),
    ...(disk.bootIndex === undefined ? {} : { bootindex: disk.bootIndex }),
    ...(disk.serial ? { serial: disk.serial } : {}),
    ...(disk.shareable ? { 'share-rw': true } : {}),
    ...errorPolicy(disk),
    ...(disk.cache === 'writethrough' ? { 'write-cache': 'off' } : {}),
    ...(disk.logicalBlockSize ? { logical_block_size: disk.logicalBlockSize } : {}),
    ...(disk.physicalBlockSize ? { physical_block_size: disk.physicalBlockSize } : {}),
  };
}

function controllers(disks: PlacedDisk[], hotplug: boolean): Record<string, unknown>[] {
  const sata = Math.max(0, ...disks.filter((disk) => disk.bus === 'sata').map((disk) => Math.floor((disk.slot ?? 0) / sataPorts)));
  return [
    ...(hotplug ? hotplugPortDevices() : []),
    ...(hotplug || disks.some((disk) => disk.bus === 'scsi') ? [{ driver: 'virtio-scsi-pci', id: 'scsi', bus: 'pcie.0' }] : []),
    ...Array.from({ length: sata }, (_, index) => ({ driver: 'ich9-ahci', id: `sata${index + 1}`, bus: 'pcie.0' })),
  ];
}

/** Disks with the controllers they need, and room for more unless the guest wants none. */
export function diskArguments(disks: PlacedDisk[], hotplug: boolean): string[] {
  const device = (facts: Record<string, unknown>) => ['-device', JSON.stringify(facts)];
  return [
    ...controllers(disks, hotplug || disks.some((disk) => disk.bus === 'virtio' && disk.slot !== undefined)).flatMap(device),
    ...disks.flatMap((disk) => {
      const { file, format } = blockNodes(disk);
      const nodes = disk.isEmpty ? [] : ['-blockdev', JSON.stringify(file), '-blockdev', JSON.stringify(format)];
      return [...nodes, ...device(diskDevice(disk))];
    }),
  ];
}
