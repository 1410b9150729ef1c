import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KubeObject } from '../../../contracts/objects';

/** The copy that a VolumeSnapshot stands for. */
export function snapshotFile(folder: string, snapshot: KubeObject): string {
  return join(folder, 'snapshots', snapshot.metadata.uid ?? 'unknown', 'disk.qcow2');
}

/** Copies a disk image as it is, sharing blocks where the file system can; appears complete or not at all. */
export async function copyImage(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  await rm(partial, { force: true });
  await copyFile(source, partial, constants.COPYFILE_FICLONE);
  await rename(partial, target);
}

export async function removeSnapshotFile(folder: string, snapshot: KubeObject): Promise<void> {
  await rm(dirname(snapshotFile(folder, snapshot)), { recursive: true, force: true });
}
