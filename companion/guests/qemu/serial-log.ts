import { open, truncate } from 'node:fs/promises';

const keptBytes = 256 * 1024;
const longestBytes = 4 * keptBytes;

/** The end of the file; nothing when there is none. */
export async function readTail(path: string, bytes = keptBytes): Promise<Buffer> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return Buffer.alloc(0);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, bytes));
    const { bytesRead } = await file.read(tail, 0, tail.length, size - tail.length);
    return tail.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Keeps a chatty guest from filling the disk. QEMU writes with O_APPEND, so that the file can be cut under it: the end is
 * written over the beginning, then the rest goes.
 */
export async function shortenLog(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(() => undefined);
  if (!file) return;
  try {
    const { size } = await file.stat();
    if (size <= longestBytes) return;
    const tail = await readTail(path);
    await file.write(tail, 0, tail.length, 0);
    await truncate(path, tail.length);
  } finally {
    await file.close();
  }
}
