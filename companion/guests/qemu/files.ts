import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { keptFolder } from './kept-state';

/** The folder of one guest; every file in it is described in docs/internals.md. */
export interface GuestFiles {
  folder: string;
  definition: string;
  serialLog: string;
  nvram: string;
  seed(volume: string): string;
  overlay(volume: string): string;
  /** What outlives the guest, for the machine of this name. */
  kept(definition: { namespace: string; name: string }): string;
  process(generation: number): ProcessFiles;
  /** Generations of QEMU processes that have a folder, oldest first. */
  generations(): number[];
}

/** What one QEMU process listens on. A migration has two of them for a while. */
export interface ProcessFiles {
  folder: string;
  generation: number;
  pid: string;
  log: string;
  qmp: string;
  agent: string;
  serial: string;
  vnc: string;
  tpmSocket: string;
  tpmState: string;
}

const processFolder = /^process-(\d+)$/;

export function processFiles(guestFolder: string, generation: number): ProcessFiles {
  const folder = join(guestFolder, `process-${generation}`);
  return {
    folder,
    generation,
    pid: join(folder, 'qemu.pid'),
    log: join(folder, 'qemu.log'),
    qmp: join(folder, 'qmp.sock'),
    agent: join(folder, 'agent.sock'),
    serial: join(folder, 'serial.sock'),
    vnc: join(folder, 'vnc.sock'),
    tpmSocket: join(folder, 'tpm.sock'),
    tpmState: join(folder, 'tpm'),
  };
}

/** Uids become folder names: anything that could leave the parent folder is refused. */
export function guestFiles(parent: string, uid: string): GuestFiles {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(uid)) throw new Error(`not a uid: ${JSON.stringify(uid)}`);
  const folder = join(parent, uid);
  const named = (prefix: string, volume: string, suffix: string) => {
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(volume)) throw new Error(`not a volume name: ${JSON.stringify(volume)}`);
    return join(folder, `${prefix}-${volume}.${suffix}`);
  };
  return {
    folder,
    definition: join(folder, 'definition.json'),
    serialLog: join(folder, 'serial.log'),
    nvram: join(folder, 'nvram.fd'),
    seed: (volume) => named('seed', volume, 'iso'),
    overlay: (volume) => named('overlay', volume, 'qcow2'),
    kept: ({ namespace, name }) => keptFolder(parent, namespace, name),
    process: (generation) => processFiles(folder, generation),
    generations: () =>
      (existsSync(folder) ? readdirSync(folder) : [])
        .map((name) => Number(processFolder.exec(name)?.[1] ?? Number.NaN))
        .filter((generation) => !Number.isNaN(generation))
        .sort((a, b) => a - b),
  };
}
