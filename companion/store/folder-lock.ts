import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCK_FILE = 'companion.lock';

interface Holder {
  pid: number;
  /** Start of the process in clock ticks since boot: tells a reused pid from the holder itself. */
  started: string;
}

/** Takes the folder for this process; throws when a living process has it. The returned function gives it back. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  const mine = join(folder, `${LOCK_FILE}.${randomUUID()}`);
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? '' }));
  try {
    if (!tryLink(mine, path)) {
      removeStale(path, folder);
      if (!tryLink(mine, path)) throw refused(folder, readHolder(path));
    }
  } finally {
    unlinkSync(mine);
  }
  return () => rmSync(path, { force: true });
}

/** A hard link appears atomically and with its content, unlike a file that is created and then written. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function removeStale(path: string, folder: string): void {
  const holder = readHolder(path);
  if (holder && isAlive(holder)) throw refused(folder, holder);
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  // Another starter may have replaced the stale file in between: then this is its living lock, and it goes back.
  const moved = readHolder(aside);
  if (moved && isAlive(moved)) tryLink(aside, path);
  unlinkSync(aside);
}

function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number') return undefined;
    return { pid: value.pid, started: 'started' in value && typeof value.started === 'string' ? value.started : '' };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false;
  }
  const now = startOf(pid);
  return now === undefined || started === '' || now === started;
}

/** Field 22 of /proc/PID/stat; undefined where there is no /proc. The command name before it may hold spaces and brackets. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function refused(folder: string, holder: Holder | undefined): Error {
  const who = holder ? `process ${holder.pid}` : 'another process';
  return new Error(`the data folder ${folder} is in use by ${who}: stop that companion first, or choose another folder`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
