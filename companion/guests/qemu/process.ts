import { spawn } from 'node:child_process';
import { open, mkdir, readFile } from 'node:fs/promises';
import type { Clock } from '../../lib/clock';
import { GuestError, messageOf } from '../guest-error';
import type { ProcessFiles } from './files';
import { isProcessOf, processesIn } from './find-pid';
import { createQmpClient, type QmpClient } from './qmp';
import { connectUnix } from './unix-socket';
import { pause } from './wait';

/** A QEMU process with its monitor open. */
export interface QemuProcess {
  files: ProcessFiles;
  pid: number;
  qmp: QmpClient;
}

const startTimeoutMs = 20_000;
const pollMs = 20;
const patienceMs = 3_000;

/** The last lines QEMU wrote, for the message of a failure. */
export async function logTail(files: ProcessFiles): Promise<string> {
  const log = await readFile(files.log, 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-3).join('; ');
}

/** Starts QEMU in its folder as a session of its own: it outlives this process and the terminal. */
async function spawnDetached(qemuPath: string, args: string[], files: ProcessFiles) {
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  const log = await open(files.log, 'a', 0o600);
  try {
    const child = spawn(qemuPath, args, { cwd: files.folder, detached: true, stdio: ['ignore', log.fd, log.fd] });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(messageOf(error)));
      child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
    });
    child.unref();
    return { pid: child.pid, ended };
  } finally {
    await log.close();
  }
}

/** Connects to the monitor of a running process, waiting until it listens. */
async function monitorOf(files: ProcessFiles, clock: Clock, isOver: () => boolean): Promise<QmpClient> {
  const deadline = clock.now() + startTimeoutMs;
  for (;;) {
    try {
      return await createQmpClient(await connectUnix(files.qmp), clock);
    } catch (error) {
      if (isOver() || clock.now() > deadline) throw error;
      await pause(clock, pollMs);
    }
  }
}

/** Starts one QEMU process and opens its monitor; a process that ends at once becomes an error with its own words. */
export async function startProcess(qemuPath: string, args: string[], files: ProcessFiles, clock: Clock): Promise<QemuProcess> {
  const child = await spawnDetached(qemuPath, args, files);
  let over = false;
  void child.ended.then(() => (over = true));
  try {
    const qmp = await monitorOf(files, clock, () => over);
    if (child.pid === undefined) throw new Error('no process id');
    return { files, pid: child.pid, qmp };
  } catch (error) {
    if (!over && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    const why = await child.ended;
    const words = (await logTail(files)) || `${messageOf(error)} (${why})`;
    throw new GuestError('Failed', `QEMU did not start: ${words}`);
  }
}

/** Finds the process that an earlier companion left running in this folder. */
export async function findProcess(files: ProcessFiles, clock: Clock): Promise<QemuProcess | undefined> {
  const [pid] = await processesIn(files.folder, 'qemu');
  if (pid === undefined) return undefined;
  const qmp = await createQmpClient(await connectUnix(files.qmp), clock);
  return { files, pid, qmp };
}

/** Waits for the process to go; false when it is still there after `ms`. */
export async function isGoneWithin(running: QemuProcess, clock: Clock, ms: number): Promise<boolean> {
  const deadline = clock.now() + ms;
  while (await isProcessOf(running.pid, running.files.folder)) {
    if (clock.now() >= deadline) return false;
    await pause(clock, pollMs);
  }
  return true;
}

/** Ends a process at once: by its monitor, or by the kernel when the monitor does not answer. */
export async function endProcess(running: QemuProcess, clock: Clock): Promise<void> {
  running.qmp.execute('quit', undefined, patienceMs).catch(() => undefined);
  if (await isGoneWithin(running, clock, patienceMs)) return;
  if (await isProcessOf(running.pid, running.files.folder)) process.kill(running.pid, 'SIGKILL');
  await isGoneWithin(running, clock, Number.POSITIVE_INFINITY);
}
