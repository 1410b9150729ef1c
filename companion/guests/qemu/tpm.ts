import { spawn } from 'node:child_process';
import { access, cp, mkdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import type { ProcessFiles } from './files';
import { processesIn } from './find-pid';
import { pause } from './wait';

const startTimeoutMs = 5_000;
const pollMs = 20;
const exists = (path: string, mode = constants.F_OK) => access(path, mode).then(() => true, () => false);

/** True when swtpm is installed, so that a TPM can be offered. */
export async function hasTpm(): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(folders.map((folder) => exists(join(folder, 'swtpm'), constants.X_OK)));
  return found.includes(true);
}

/**
 * Starts the TPM of one QEMU process, which ends with that process. Its state lies in the process's folder: QEMU carries it
 * to the other side of a migration.
 */
export async function startTpm(files: ProcessFiles, clock: Clock, initialState?: string): Promise<void> {
  const state = files.tpmState;
  await mkdir(state, { recursive: true, mode: 0o700 });
  if (initialState && (await exists(initialState))) await cp(initialState, state, { recursive: true });
  const args = ['socket', '--tpm2', '--tpmstate', 'dir=tpm,mode=0600', '--ctrl', 'type=unixio,path=tpm.sock,mode=0600', '--terminate'];
  const child = spawn('swtpm', args, { cwd: files.folder, detached: true, stdio: 'ignore' });
  let isOver = false;
  child.once('error', () => (isOver = true));
  child.once('exit', () => (isOver = true));
  child.unref();
  const deadline = clock.now() + startTimeoutMs;
  while (!(await exists(files.tpmSocket))) {
    if (isOver || clock.now() > deadline) throw new GuestError('Unsupported', 'the TPM did not start: it needs the package swtpm');
    await pause(clock, pollMs);
  }
}

/** Ends a TPM whose QEMU never came: one that had a connection ends with it. */
export async function endTpm(files: ProcessFiles): Promise<void> {
  for (const pid of await processesIn(files.folder, 'swtpm')) process.kill(pid, 'SIGKILL');
}
