import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { compressionOf, decompress } from './compression';
import { ImageError, KEEP_SIZE, type TransferOptions } from './images';
import { convert, probe, qemuImg, type ProbedImage } from './qemu-img';

/** What CDI accepts; qemu-img reads more, but nobody checks those against hostile files. */
const FORMATS = new Set(['raw', 'qcow2', 'vmdk', 'vdi', 'vpc', 'vhdx']);
const SECTOR = 512;
/** Room for the tables of an image format beside its data. */
const FORMAT_OVERHEAD = 128 * 1024 * 1024;

/** The largest file that can hold an image of `capacity` bytes; without a capacity only the disk is a bound. */
export function largestFile(capacity: number): number {
  return capacity === KEEP_SIZE ? Number.MAX_SAFE_INTEGER : Math.ceil(capacity * 1.05) + FORMAT_OVERHEAD;
}

function requireWanted(image: ProbedImage, name: string): void {
  if (!FORMATS.has(image.format)) throw new ImageError('BadFormat', `Invalid format ${image.format} for image ${name}`);
  const [reference] = image.references;
  if (reference !== undefined) throw new ImageError('BadFormat', `Image ${name} is invalid because it has invalid backing file ${reference}`);
  if (image.virtualSize === 0) throw new ImageError('BadFormat', `Image ${name} is empty`);
}

/** Refuses with CDI's words when the guest's disk is larger than the claim. */
export function requireFits(virtualSize: number, capacity: number): void {
  if (capacity !== KEEP_SIZE && virtualSize > capacity) {
    throw new ImageError(
      'TooLarge',
      `virtual image size ${virtualSize} is larger than the reported available storage ${capacity}. A larger PVC is required`,
    );
  }
}

/** Sets the size the guest sees; a qcow2 only ever grows here. */
export async function grow(path: string, capacity: number): Promise<void> {
  if (capacity === KEEP_SIZE) return;
  await qemuImg(['resize', '-f', 'qcow2', path, String(Math.floor(capacity / SECTOR) * SECTOR)]);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Lets `make` write beside `target`, then puts the result in place in one step. */
export async function appear(target: string, make: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${target}.partial`;
  await rm(partial, { force: true });
  try {
    await make(partial);
    await flush(partial);
    await rename(partial, target);
    await flush(dirname(target));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function unpacked(file: string, capacity: number, options: TransferOptions): Promise<string> {
  const compression = await compressionOf(file);
  if (!compression) return file;
  const plain = `${file}.plain`;
  try {
    await decompress(compression, file, plain, { limit: largestFile(capacity), signal: options.signal });
  } catch (error) {
    await rm(plain, { force: true });
    throw error;
  }
  await rm(file);
  return plain;
}

/** Turns a received file (any accepted format, maybe compressed) into the image at `target`; the file is used up. */
export async function intake(file: string, target: string, capacity: number, options: TransferOptions & { name?: string } = {}): Promise<void> {
  const name = options.name ?? basename(file);
  let plain = file;
  try {
    plain = await unpacked(file, capacity, options);
    const image = await probe(plain);
    requireWanted(image, name);
    requireFits(image.virtualSize, capacity);
    await appear(target, async (partial) => {
      await convert({ path: plain, format: image.format }, partial, options);
      await grow(partial, capacity);
    });
  } finally {
    await rm(file, { force: true });
    await rm(plain, { force: true });
  }
}
