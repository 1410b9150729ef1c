import { existsSync } from 'node:fs';
import { DataVolumeKind, PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import type { GuestVolume } from '../../guests/driver';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import type { ControllerContext } from '../context';
import { volumeFile } from '../storage/volume-files';
import { claimOf } from '../volume-claims';
import { containerDiskFile } from './container-disks';
import { fileVolume } from './file-volumes';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];

/** What keeps an instance from starting, in the words of its Synchronized condition. */
export interface Obstacle {
  reason: string;
  message: string;
  /** Time alone does not heal it: the instance cannot run. */
  fatal: boolean;
}

/** The first claim that is missing or not filled yet. */
export function claimObstacle({ client }: ControllerContext, vmi: VirtualMachineInstance): Obstacle | 'waiting' | undefined {
  const namespace = vmi.metadata.namespace ?? '';
  for (const volume of vmi.spec.volumes ?? []) {
    const name = claimOf(volume);
    if (!name || volume.memoryDump) continue;
    const dataVolume = client.get(DataVolumeKind, name, namespace);
    const claim = client.get(PersistentVolumeClaimKind, name, namespace);
    if (dataVolume ? dataVolume.status?.phase !== 'Succeeded' : claim && claim.status?.phase !== 'Bound') return 'waiting';
    if (!claim) return { reason: 'FailedPvcNotFound', message: `PVC ${namespace}/${name} does not exist, waiting for it to appear`, fatal: false };
  }
  return undefined;
}

function claimVolume(context: ControllerContext, vmi: VirtualMachineInstance, volume: Volume, claim: PersistentVolumeClaim): GuestVolume['source'] {
  const path = volumeFile(context.folder, claim);
  if (!existsSync(path)) throw new LostDisk(`the disk of PersistentVolumeClaim ${vmi.metadata.namespace}/${claim.metadata.name} is gone: restore it or delete the claim`);
  if (volume.ephemeral) return { type: 'overlay', base: path, format: 'qcow2' };
  const readOnly = Boolean(volume.persistentVolumeClaim?.readOnly) || claim.spec.accessModes?.join() === 'ReadOnlyMany';
  return { type: 'image', path, format: 'qcow2', readOnly };
}

/** The file behind a bound claim does not exist. */
export class LostDisk extends Error {}

async function sourceOf(context: ControllerContext, vmi: VirtualMachineInstance, volume: Volume): Promise<GuestVolume['source'] | undefined> {
  const name = claimOf(volume);
  if (name) {
    const claim = context.client.get(PersistentVolumeClaimKind, name, vmi.metadata.namespace);
    if (!claim) throw new LostDisk(`PVC ${vmi.metadata.namespace}/${name} does not exist`);
    return volume.memoryDump ? undefined : claimVolume(context, vmi, volume, claim);
  }
  if (volume.containerDisk) {
    // Simulated guests read no disks: their images need not be fetched.
    const base = context.driver.capabilities.real ? await containerDiskFile(context, volume.containerDisk.image) : volume.containerDisk.image;
    return { type: 'overlay', base, format: 'qcow2' };
  }
  if (volume.emptyDisk) return { type: 'empty', capacity: parseQuantity(volume.emptyDisk.capacity) };
  return fileVolume(context.client, vmi, volume);
}

/** One volume of the instance for the driver; undefined when the guest sees nothing of it. */
export async function guestVolume(context: ControllerContext, vmi: VirtualMachineInstance, volume: Volume): Promise<GuestVolume | undefined> {
  const source = await sourceOf(context, vmi, volume);
  return source && { name: volume.name, source };
}

/** All volumes of the instance, in their order. */
export async function guestVolumes(context: ControllerContext, vmi: VirtualMachineInstance): Promise<GuestVolume[]> {
  const volumes: GuestVolume[] = [];
  for (const volume of vmi.spec.volumes ?? []) {
    const ready = await guestVolume(context, vmi, volume);
    if (ready) volumes.push(ready);
  }
  return volumes;
}
