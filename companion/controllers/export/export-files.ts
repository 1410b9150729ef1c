import { join } from 'node:path';
import type { KubeObject } from '../../../contracts/objects';

/** Raw copies of an export's disks, made when they are first asked for. */
export function exportFolder(folder: string, exported: KubeObject): string {
  return join(folder, 'exports', exported.metadata.uid ?? 'unknown');
}
