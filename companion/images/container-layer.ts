import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { compressionOf, decompress } from './compression';
import { fromSystem } from './failures';
import { ImageError } from './images';

/** KubeVirt's layout of a containerdisk: the image is the one file below `/disk`. */
const DISK = /^(?:\.?\/)?disk\/[^/]+$/;

async function writeDisk(layer: Readable, target: string, signal?: AbortSignal): Promise<boolean> {
  const extract = tar.extract();
  const fed = pipeline(layer, extract, { signal });
  // The loop below stops at the disk: what the pipe says afterwards is of no interest, but must not go unheard.
  fed.catch(() => undefined);
  for await (const entry of extract) {
    if (entry.header.type !== 'file' || !DISK.test(entry.header.name)) {
      entry.resume();
      continue;
    }
    await pipeline(entry, createWriteStream(target), { signal });
    return true;
  }
  await fed;
  return false;
}

/** Writes the disk of a layer (tar, maybe compressed) to `target`; false when the layer holds none. */
export async function extractDisk(layer: string, target: string, options: { limit: number; signal?: AbortSignal }): Promise<boolean> {
  const compression = await compressionOf(layer);
  const plain = compression ? `${layer}.tar` : layer;
  try {
    if (compression) await decompress(compression, layer, plain, options);
    return await writeDisk(createReadStream(plain, { highWaterMark: 1 << 20 }), target, options.signal);
  } catch (error) {
    throw fromSystem(error, options.signal, (words) => new ImageError('Truncated', `Failed to read registry image: ${words}`));
  } finally {
    if (compression) await rm(plain, { force: true });
  }
}
