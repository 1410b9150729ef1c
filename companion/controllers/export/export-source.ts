import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachine } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';
import { Contents, Snapshots, type VolumeSnapshot, VolumeSnapshots } from '../snapshot/types';
import { snapshotFile } from '../snapshot/volume-snapshot-files';
import { Marks } from '../storage/claim-marks';
import { volumeFile, volumeFolder } from '../storage/volume-files';
import { claimsOf } from '../volume-claims';
import type { Export } from './types';

export interface ExportedVolume {
  /** In URLs; the name of the claim. */
  name: string;
  /** `disk`: a qcow2 image at `path`. `files`: what lies in the folder at `path`. */
  content: 'disk' | 'files';
  path: string;
}

/** What keeps an export from being ready: reason and message of its Ready condition. */
export interface NotReady {
  reason: string;
  message: string;
  /** Nothing to export: it never becomes ready. */
  skipped?: boolean;
}

export interface ExportSource {
  volumes: ExportedVolume[];
  obstacle?: NotReady;
  /** Machine whose manifest goes with the volumes. */
  machine?: Pick<VirtualMachine, 'metadata' | 'spec'>;
}

interface Look {
  read: ObjectReader;
  /** The data folder. */
  folder: string;
  namespace: string;
}

const MEMORY_DUMP = 'kubevirt.io/memory-dump';

const notReady = (reason: string, message: string): ExportSource => ({ volumes: [], obstacle: { reason, message } });

function volumeOf({ folder }: Look, claim: PersistentVolumeClaim): ExportedVolume {
  const { name, uid = '', annotations = {} } = claim.metadata;
  const isFiles = annotations[MEMORY_DUMP] !== undefined || annotations[Marks.contentType] === 'archive';
  return isFiles ? { name, content: 'files', path: volumeFolder(folder, uid) } : { name, content: 'disk', path: volumeFile(folder, claim) };
}

function isPopulated({ read, namespace }: Look, claim: PersistentVolumeClaim): boolean {
  const dataVolume = read.get(DataVolumeKind, claim.metadata.name, namespace);
  return claim.status?.phase === 'Bound' && (!dataVolume || dataVolume.status?.phase === 'Succeeded');
}

function isInUse({ read, namespace }: Look, claim: string): boolean {
  const isOver = (phase: string | undefined) => phase === 'Succeeded' || phase === 'Failed';
  return read.list(VirtualMachineInstanceKind, { namespace }).some((vmi) => !isOver(vmi.status?.phase) && claimsOf(vmi.spec).includes(claim));
}

function ofClaim(look: Look, name: string): ExportSource {
  const where = `${look.namespace}/${name}`;
  const claim = look.read.get(PersistentVolumeClaimKind, name, look.namespace);
  if (!claim) return notReady('PVCNotFound', `PersistentVolumeClaim ${where} not found`);
  if (isInUse(look, name)) return notReady('InUse', `PersistentVolumeClaim ${where} is in use`);
  if (!isPopulated(look, claim)) return notReady('VolumesNotPopulated', `PersistentVolumeClaim ${where} is not populated`);
  return { volumes: [volumeOf(look, claim)] };
}

function ofMachine(look: Look, name: string): ExportSource {
  const where = `${look.namespace}/${name}`;
  const machine = look.read.get(VirtualMachineKind, name, look.namespace);
  if (!machine) return notReady('VMNotFound', `Virtual Machine ${where} not found`);
  const names = claimsOf(machine.spec.template.spec);
  if (names.length === 0) return { volumes: [], machine, obstacle: { reason: 'VMNoVolumes', message: `Virtual Machine ${where} has no volumes`, skipped: true } };
  if (names.some((claim) => isInUse(look, claim))) return { ...notReady('InUse', `Virtual Machine ${where} is running`), machine };
  const claims = names.map((claim) => look.read.get(PersistentVolumeClaimKind, claim, look.namespace));
  const ready = claims.filter((claim) => claim !== undefined).filter((claim) => isPopulated(look, claim));
  if (ready.length < names.length) return { ...notReady('VolumesNotPopulated', `Not all volumes in the Virtual Machine ${where} are populated`), machine };
  return { volumes: ready.map((claim) => volumeOf(look, claim)), machine };
}

/** The volumes of a snapshot are named as the claims that KubeVirt would restore for the export. */
function ofSnapshot(look: Look, exportName: string, name: string): ExportSource {
  const { read, folder, namespace } = look;
  const where = `VirtualMachineSnapshot ${namespace}/${name}`;
  const snapshot = read.get(Snapshots, name, namespace);
  if (!snapshot) return notReady('VMSnapshotNotFound', `${where} not found`);
  const content = read.get(Contents, snapshot.status?.virtualMachineSnapshotContentName ?? '', namespace);
  if (!snapshot.status?.readyToUse || !content) return notReady('NotAllPVCsCreated', `${where} is not ready to use`);
  const machine = content.spec.source.virtualMachine;
  const volumes = (content.spec.volumeBackups ?? []).flatMap((backup): ExportedVolume[] => {
    const copy: VolumeSnapshot | undefined = read.get(VolumeSnapshots, backup.volumeSnapshotName ?? '', namespace);
    if (!copy?.status?.readyToUse) return [];
    return [{ name: `${exportName}-${backup.persistentVolumeClaim.metadata.name}`, content: 'disk', path: snapshotFile(folder, copy) }];
  });
  const none: ExportSource = { volumes: [], obstacle: { reason: 'VMSnapshotNoVolumes', message: `${where} does not contain any volume snapshots`, skipped: true } };
  return volumes.length > 0 ? { volumes, ...(machine ? { machine } : {}) } : none;
}

/** What an export holds now, or why it cannot be had. */
export function exportSource(read: ObjectReader, folder: string, { metadata, spec }: Export): ExportSource {
  const look: Look = { read, folder, namespace: metadata.namespace ?? '' };
  switch (spec.source.kind) {
    case 'PersistentVolumeClaim':
      return ofClaim(look, spec.source.name);
    case 'VirtualMachine':
      return ofMachine(look, spec.source.name);
    default:
      return ofSnapshot(look, metadata.name, spec.source.name);
  }
}
