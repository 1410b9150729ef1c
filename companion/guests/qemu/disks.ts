import type { GuestDefinition } from '../driver';
import { arrayAt, numberAt, objectAt, stringAt } from '../json';
import { isRecord } from '../../lib/guards';
import { lowestFree } from './hotplug-ports';

/** A volume that has become a file. */
export interface PreparedVolume {
  name: string;
  path: string;
  format: 'qcow2' | 'raw';
  readOnly: boolean;
  /** Seeds are never booted from. */
  seed: boolean;
}

/** What an error of the image does to the guest, as QEMU names it for writes. */
export type ErrorPolicy = 'stop' | 'ignore' | 'report' | 'enospc';

/** KubeVirt: spec.domain.devices.disks[].errorPolicy; a guest stops by default. */
const errorPolicies: Record<string, ErrorPolicy> = { stop: 'stop', ignore: 'ignore', report: 'report', enospace: 'enospc' };

export type DiskBus = 'virtio' | 'sata' | 'scsi' | 'usb';

/** A disk with its place on a bus. The place is kept for the life of the guest, so that a migration target is built alike. */
export interface PlacedDisk extends PreparedVolume {
  kind: 'disk' | 'cdrom' | 'lun';
  bus: DiskBus;
  /** Port of the bus; virtio disks that can be unplugged have a hot-plug port, others none. */
  slot?: number;
  /** A CD-ROM drive without a medium. */
  isEmpty?: boolean;
  bootIndex?: number;
  serial?: string;
  cache?: string;
  io?: string;
  shareable: boolean;
  errorPolicy: ErrorPolicy;
  logicalBlockSize?: number;
  physicalBlockSize?: number;
}

const buses: readonly DiskBus[] = ['virtio', 'sata', 'scsi', 'usb'];
const isBus = (bus: string | undefined): bus is DiskBus => buses.some((known) => known === bus);

type DiskEntry = Record<string, unknown>;

function kindOf(disk: DiskEntry): PlacedDisk['kind'] {
  if (isRecord(disk.cdrom)) return 'cdrom';
  return isRecord(disk.lun) ? 'lun' : 'disk';
}

/** A CD-ROM has no virtio form, and none on USB whose medium could be changed: it gets SATA. A LUN speaks SCSI commands. */
function busOf(disk: DiskEntry, kind: PlacedDisk['kind']): DiskBus {
  const asked = stringAt(disk[kind], 'bus');
  if (kind === 'cdrom' && asked !== 'scsi') return 'sata';
  if (kind === 'lun' && (asked === 'virtio' || !isBus(asked))) return 'scsi';
  return isBus(asked) ? asked : 'virtio';
}

const nextSlot = (taken: PlacedDisk[], bus: DiskBus, ports: number[]) =>
  lowestFree([...taken.filter((disk) => disk.bus === bus).map((disk) => disk.slot), ...(bus === 'virtio' ? ports : [])]);

function blockSizes(disk: DiskEntry): Pick<PlacedDisk, 'logicalBlockSize' | 'physicalBlockSize'> {
  const custom = objectAt(disk.blockSize, 'custom');
  const logical = numberAt(custom, 'logical');
  const physical = numberAt(custom, 'physical');
  return { ...(logical ? { logicalBlockSize: logical } : {}), ...(physical ? { physicalBlockSize: physical } : {}) };
}

export interface Neighbours {
  disks: PlacedDisk[];
  /** Hot-plug ports that hold something else. */
  ports: number[];
}

/** Gives one disk its place beside those already there. */
export function placeDisk(volume: PreparedVolume, disk: DiskEntry, { disks, ports }: Neighbours, hotpluggable: boolean): PlacedDisk {
  const kind = kindOf(disk);
  const bus = busOf(disk, kind);
  const serial = stringAt(disk, 'serial');
  const cache = stringAt(disk, 'cache');
  const io = stringAt(disk, 'io');
  return {
    ...volume,
    kind,
    bus,
    readOnly: volume.readOnly || kind === 'cdrom' || objectAt(disk, kind).readonly === true,
    ...(bus !== 'virtio' || hotpluggable ? { slot: nextSlot(disks, bus, ports) } : {}),
    ...(serial ? { serial } : {}),
    ...(cache ? { cache } : {}),
    ...(io ? { io } : {}),
    shareable: disk.shareable === true,
    errorPolicy: errorPolicies[stringAt(disk, 'errorPolicy') ?? 'stop'] ?? 'stop',
    ...blockSizes(disk),
  };
}

const isHotpluggable = (volume: unknown): boolean =>
  ['persistentVolumeClaim', 'dataVolume', 'memoryDump'].some((source) => objectAt(volume, source).hotpluggable === true);

/** A CD-ROM may have no volume: its medium is put in later. */
function emptyDrive(entry: DiskEntry): PreparedVolume | undefined {
  const name = stringAt(entry, 'name');
  return name && isRecord(entry.cdrom) ? { name, path: '', format: 'raw', readOnly: true, seed: false } : undefined;
}

/**
 * Joins disks and volumes by name. Without any `bootOrder` the guest tries its disks in the order of the manifest;
 * with one, only what has an order is booted from (KubeVirt: spec.domain.devices.disks[].bootOrder).
 */
export function placeDisks(definition: GuestDefinition, volumes: PreparedVolume[]): PlacedDisk[] {
  const { domain, volumes: specVolumes } = definition.instance.spec;
  const entries = arrayAt(domain.devices, 'disks').filter(isRecord);
  const interfaces = arrayAt(domain.devices, 'interfaces');
  const ordered = [...entries, ...interfaces].some((device) => numberAt(device, 'bootOrder') !== undefined);
  const placed: PlacedDisk[] = [];
  entries.forEach((entry, index) => {
    const volume = volumes.find((candidate) => candidate.name === entry.name) ?? emptyDrive(entry);
    if (!volume) return;
    const specVolume = specVolumes?.find((candidate) => candidate.name === volume.name);
    const disk = placeDisk(volume, entry, { disks: placed, ports: [] }, isHotpluggable(specVolume));
    const bootIndex = ordered ? numberAt(entry, 'bootOrder') : volume.seed ? undefined : index + 1;
    placed.push({ ...disk, ...(volume.path ? {} : { isEmpty: true }), ...(bootIndex === undefined ? {} : { bootIndex }) });
  });
  return placed;
}
