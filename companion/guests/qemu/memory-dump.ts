import { access, rename, rm } from 'node:fs/promises';
import { GuestError } from '../guest-error';
import type { QemuProcess } from './process';

const timeoutMs = 30 * 60_000;

/** The guest's memory as an ELF core. It appears whole or not at all. */
export async function dumpMemory({ qmp }: QemuProcess, path: string): Promise<void> {
  const taken = await access(path).then(() => true, () => false);
  if (taken) throw new GuestError('AlreadyExists', `${path} is there already`);
  const partial = `${path}.part`;
  try {
    await qmp.execute('dump-guest-memory', { paging: false, protocol: `file:${partial}`, format: 'elf' }, timeoutMs);
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}
