import { access, readdir, rm } from 'node:fs/promises';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import { messageOf } from '../guest-error';
import { stringAt } from '../json';
import { unexplained, type Ending } from './endings';
import { guestFiles, type GuestFiles } from './files';
import { processesIn } from './find-pid';
import { endProcess, findProcess, logTail, type QemuProcess } from './process';
import { readRecord, type GuestRecord } from './record';
import { pause } from './wait';

/** A guest found in its folder: running, or ended while nobody looked. */
export interface FoundGuest {
  files: GuestFiles;
  record: GuestRecord;
  process?: QemuProcess;
  ending?: Ending;
}

/** States of the half of a migration that is not the guest: a target still receiving, a source that has sent. */
const notTheGuest = new Set(['inmigrate', 'postmigrate', 'finish-migrate']);
const postCopyPollMs = 200;

async function runState(running: QemuProcess): Promise<string> {
  return stringAt(await running.qmp.execute('query-status'), 'status') ?? '';
}

/** A source of post-copy still holds memory that its guest, already on the other side, will ask for. */
async function postCopyEnded(source: QemuProcess, clock: Clock): Promise<void> {
  while (stringAt(await source.qmp.execute('query-migrate'), 'status') === 'postcopy-active') await pause(clock, postCopyPollMs);
}

/** The process the guest lives in. A migration that was cut leaves two: the half that is not the guest is ended. */
async function chooseProcess(found: QemuProcess[], clock: Clock): Promise<QemuProcess | undefined> {
  let chosen: QemuProcess | undefined;
  for (const running of found) {
    const isGuest = !notTheGuest.has(await runState(running)) && chosen === undefined;
    if (isGuest) chosen = running;
    else {
      await postCopyEnded(running, clock);
      await endProcess(running, clock);
    }
  }
  return chosen;
}

/** QEMU removes its pid file when it ends in order, and cannot when it is killed. */
async function endingWhileAway(files: GuestFiles): Promise<Ending> {
  const last = files.process(files.generations().at(-1) ?? 1);
  const killed = await access(last.pid).then(() => true, () => false);
  return killed ? unexplained(await logTail(last)) : { state: 'stopped', reason: 'the guest shut down' };
}

/** Connects to every process of the guest; one whose monitor does not answer is beyond help and ended. */
async function findProcesses(files: GuestFiles, clock: Clock): Promise<QemuProcess[]> {
  const found: QemuProcess[] = [];
  for (const generation of files.generations()) {
    const place = files.process(generation);
    try {
      const running = await findProcess(place, clock);
      if (running) found.push(running);
    } catch {
      for (const pid of await processesIn(place.folder, 'qemu')) process.kill(pid, 'SIGKILL');
    }
  }
  return found;
}

async function findGuest(files: GuestFiles, clock: Clock): Promise<FoundGuest | undefined> {
  const record = await readRecord(files.definition);
  const found = await findProcesses(files, clock);
  if (!record) {
    for (const running of found) await endProcess(running, clock);
    return undefined;
  }
  const process = await chooseProcess(found, clock);
  return { files, record, ...(process ? { process } : { ending: await endingWhileAway(files) }) };
}

/** Looks through the folders that an earlier companion left. A folder that cannot be understood is removed. */
export async function findGuests(folder: string, clock: Clock, logger: Logger): Promise<FoundGuest[]> {
  const guests: FoundGuest[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const files = guestFiles(folder, entry.name);
    try {
      const guest = await findGuest(files, clock);
      if (guest) guests.push(guest);
      else await rm(files.folder, { recursive: true, force: true });
    } catch (error) {
      logger.error('a guest could not be adopted', { uid: entry.name, error: messageOf(error) });
    }
  }
  return guests;
}

/** Number of the first process folder that is free. */
export function nextGeneration(files: GuestFiles): number {
  return (files.generations().at(-1) ?? 0) + 1;
}

