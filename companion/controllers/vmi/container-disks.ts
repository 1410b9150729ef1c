import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEEP_SIZE } from '../../images/images';
import type { ControllerContext } from '../context';

/**
 * The base image of a container disk, fetched once per digest and kept in `container-disks/`.
 * A tag is looked up each time, so that a newer image is found.
 */
export async function containerDiskFile({ images, folder }: ControllerContext, image: string): Promise<string> {
  const url = `docker://${image}`;
  const digest = image.includes('@') ? image : await images.registryDigest(url);
  const name = createHash('sha256').update(digest).digest('hex').slice(0, 32);
  const path = join(folder, 'container-disks', `${name}.qcow2`);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  await images.importRegistry(url, path, KEEP_SIZE);
  return path;
}
