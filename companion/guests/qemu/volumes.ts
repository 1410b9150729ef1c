import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { GuestVolume } from '../driver';
import { runProgram } from './command';
import type { PreparedVolume } from './disks';
import type { GuestFiles } from './files';

type Files = Extract<GuestVolume['source'], { type: 'files' }>;

/** Writes the files below `folder`; names may hold folders, but never lead out of it. */
async function layOut(folder: string, files: Files['files']): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const relative = normalize(name);
    if (relative.startsWith('..') || relative.startsWith('/') || relative.includes('\0')) throw new Error(`not a file name: ${JSON.stringify(name)}`);
    const path = join(folder, relative);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, content, { mode: 0o600 });
  }
}

/**
 * Packs files into an ISO with long names (Joliet and Rock Ridge), as cloud-init, sysprep and config volumes expect;
 * the label tells cloud-init which kind it is. Owners and modes of this machine do not show (`-rational-rock`).
 */
export async function writeSeed(target: string, source: Files): Promise<void> {
  const folder = await mkdtemp(join(dirname(target), 'seed-files-'));
  const partial = `${target}.part`;
  try {
    await layOut(folder, source.files);
    await runProgram('genisoimage', ['-quiet', '-output', partial, '-volid', source.label, '-joliet', '-joliet-long', '-rational-rock', folder]);
    await rename(partial, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(partial, { force: true });
  }
}

/** Turns a volume into a file QEMU can open; what belongs to the guest alone is made in its folder. */
export async function prepareVolume(volume: GuestVolume, guest: GuestFiles): Promise<PreparedVolume> {
  const { name, source } = volume;
  if (source.type === 'image') return { name, path: source.path, format: source.format, readOnly: source.readOnly, seed: false };
  if (source.type === 'files') {
    const path = guest.seed(name);
    await writeSeed(path, source);
    return { name, path, format: 'raw', readOnly: true, seed: true };
  }
  const path = guest.overlay(name);
  const blank = ['create', '-q', '-f', 'qcow2'];
  if (source.type === 'empty') await runProgram('qemu-img', [...blank, path, String(source.capacity)]);
  else await runProgram('qemu-img', [...blank, '-b', source.base, '-F', source.format, path]);
  return { name, path, format: 'qcow2', readOnly: false, seed: false };
}
