import { formatBytes, parseQuantity } from '../quantities';
import { at, count, isRecord, records, text } from '../read';
import type { Unknowns } from '../read';

export type DiskDrive = 'disk' | 'cdrom' | 'lun' | 'filesystem';

/** One disk of a machine: device, volume and what the instance reports, joined by name. */
export interface DiskFacts {
  name: string;
  drive: DiskDrive;
  bus: string;
  bootOrder: number | undefined;
  source: VolumeSource;
  /** Readable, '' when unknown. */
  size: string;
  storageClass: string;
  hotplugged: boolean;
  shareable: boolean;
  serial: string;
  /** Phase of the volume in the running instance, '' when there is nothing to say. */
  phase: string;
  message: string;
}

export interface VolumeSource {
  /** The key of the volume's source, such as `dataVolume` or `containerDisk`. */
  type: string;
  /** What it names: claim, image, secret …; '' when it names nothing. */
  name: string;
}

/** Where each source keeps the name of what it uses. */
const nameFields: Record<string, string> = {
  dataVolume: 'name',
  persistentVolumeClaim: 'claimName',
  containerDisk: 'image',
  configMap: 'name',
  secret: 'secretName',
  serviceAccount: 'serviceAccountName',
  hostDisk: 'path',
  memoryDump: 'claimName',
  emptyDisk: 'capacity',
};

function sourceOf(volume: Unknowns | undefined): VolumeSource {
  const type = Object.keys(volume ?? {}).find((key) => key !== 'name') ?? '';
  if (type === 'ephemeral') return { type, name: text(volume, 'ephemeral', 'persistentVolumeClaim', 'claimName') };
  return { type, name: text(volume, type, nameFields[type] ?? '') };
}

function driveOf(disk: Unknowns): { drive: DiskDrive; bus: string } {
  for (const drive of ['cdrom', 'lun', 'disk'] as const) {
    if (isRecord(disk[drive])) return { drive, bus: text(disk, drive, 'bus') };
  }
  return { drive: 'disk', bus: '' };
}

function templateOf(vm: unknown, source: VolumeSource): Unknowns | undefined {
  return records(vm, 'spec', 'dataVolumeTemplates').find(
    (each) => source.type === 'dataVolume' && text(each, 'metadata', 'name') === source.name,
  );
}

function sizeOf(status: Unknowns | undefined, template: Unknowns | undefined, source: VolumeSource): string {
  const asked =
    at(template, 'spec', 'storage', 'resources', 'requests', 'storage') ?? at(template, 'spec', 'pvc', 'resources', 'requests', 'storage');
  const bytes =
    parseQuantity(at(status, 'persistentVolumeClaimInfo', 'capacity', 'storage')) ??
    parseQuantity(at(status, 'persistentVolumeClaimInfo', 'requests', 'storage')) ??
    (source.type === 'emptyDisk' ? parseQuantity(source.name) : undefined) ??
    parseQuantity(asked) ??
    (count(status, 'size') || undefined);
  return formatBytes(bytes);
}

function joined(vm: unknown, spec: unknown, statuses: readonly Unknowns[], disk: Unknowns): DiskFacts {
  const name = text(disk, 'name');
  const volume = records(spec, 'volumes').find((each) => each.name === name);
  const source = sourceOf(volume);
  const status = statuses.find((each) => each.name === name);
  const template = templateOf(vm, source);
  return {
    name,
    ...driveOf(disk),
    bootOrder: count(disk, 'bootOrder') || undefined,
    source,
    size: sizeOf(status, template, source),
    storageClass: text(template, 'spec', 'storage', 'storageClassName') || text(template, 'spec', 'pvc', 'storageClassName'),
    hotplugged: isRecord(status?.hotplugVolume) || at(volume, source.type, 'hotpluggable') === true,
    shareable: disk.shareable === true,
    serial: text(disk, 'serial'),
    phase: text(status, 'phase'),
    message: text(status, 'message'),
  };
}

/** The disks of a machine: those of its specification, then what only the running instance has. */
export function disksOf(vm: unknown, vmi: unknown): DiskFacts[] {
  const spec = at(vm, 'spec', 'template', 'spec');
  const statuses = records(vmi, 'status', 'volumeStatus');
  const declared = records(spec, 'domain', 'devices', 'disks').map((disk) => joined(vm, spec, statuses, disk));
  const shares = records(spec, 'domain', 'devices', 'filesystems').map((share) => ({
    ...joined(vm, spec, statuses, share),
    drive: 'filesystem' as const,
    bus: 'virtiofs',
  }));
  const known = new Set([...declared, ...shares].map((disk) => disk.name));
  const live = at(vmi, 'spec');
  const plugged = records(live, 'domain', 'devices', 'disks').filter((disk) => !known.has(text(disk, 'name')));
  return [...declared, ...shares, ...plugged.map((disk) => joined(vm, live, statuses, disk))];
}
