import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KEEP_SIZE } from '../../images/images';
import type { ControllerContext } from '../context';

/** The image of a container disk could not be fetched: the instance waits and tries again, as a pod does. */
export class ImagePullError extends Error {}

async function fetched({ images, folder }: ControllerContext, image: string): Promise<string> {
  const url = `docker://${image}`;
  const digest = image.includes('@') ? image : await images.registryDigest(url);
  const name = createHash('sha256').update(digest).digest('hex').slice(0, 32);
  const path = join(folder, 'container-disks', `${name}.qcow2`);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  await images.importRegistry(url, path, KEEP_SIZE);
  return path;
}

/**
 * The base image of a container disk, fetched once per digest and kept in `container-disks/`.
 * A tag is looked up each time, so that a newer image is found. Rejects with `ImagePullError`.
 */
export async function containerDiskFile(context: ControllerContext, image: string): Promise<string> {
  try {
    return await fetched(context, image);
  } catch (error) {
    throw new ImagePullError(`failed to pull image "${image}": ${error instanceof Error ? error.message : String(error)}`);
  }
}
