import { join } from 'node:path';
import type { KubeObject } from '../../../contracts/objects';

/** Folder of a claim's data: one per claim uid, so that a new claim of an old name never meets old data. */
export function volumeFolder(folder: string, uid: string): string {
  return join(folder, 'volumes', uid);
}

/** The disk image of a bound claim. */
export function volumeFile(folder: string, claim: KubeObject): string {
  return join(volumeFolder(folder, claim.metadata.uid ?? 'unknown'), 'disk.qcow2');
}
