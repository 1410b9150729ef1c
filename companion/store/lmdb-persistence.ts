import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { Database } from 'lmdb';
import { lockFolder } from './folder-lock';
import { DiskFullError } from './persistence';
import type { PersistedObject, PersistedWrite, Persistence } from './persistence';

/** Raised when the layout of the folder changes; older layouts are upgraded here, newer ones refused. */
export const FORMAT = 1;

/** Bytes of a value before the JSON: the revision as an unsigned big-endian integer. */
const HEADER = 6;

/** With less than this on the disk, a failed write has failed for want of space. */
const LEAST_FREE = 16 * 1024 * 1024;

/**
 * Opens the object store below `folder`. A commit is on the disk when its promise resolves. (The library's own promise
 * of a write resolves earlier: after a SIGKILL at that moment the write is gone.) Batching by turns of the event loop is
 * off: it makes promises nobody can catch, and a full disk would end the process.
 */
export function openLmdb(folder: string): Persistence {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const database = open<Buffer, string>({ path: join(folder, 'objects.mdb'), encoding: 'binary', eventTurnBatching: false });
    checkFormat(database, folder);
    return persistenceOf(database, folder, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function persistenceOf(database: Database<Buffer, string>, folder: string, unlock: () => void): Persistence {
  return {
    revision: readNumber(database, 'meta/revision') ?? 0,
    load: () => loadObjects(database),
    commit: async (batch, revision) => {
      await commit(database, batch, revision).catch((error: unknown) => Promise.reject(explained(error, folder)));
    },
    close: async () => {
      // Flushed, but not closed: the library's flushing thread may still touch the environment when `flushed` resolves,
      // and closing then crashes the process. LMDB needs no closing; the system unmaps the file at exit.
      await database.flushed;
      unlock();
    },
  };
}

async function commit(database: Database<Buffer, string>, batch: readonly PersistedWrite[], revision: number): Promise<void> {
  const writes = batch.map(({ resource, key, json, revision: own }) => {
    const id = `o/${resource}/${key}`;
    return json ? database.put(id, valueOf(own, json)) : database.remove(id);
  });
  writes.push(database.put('meta/revision', Buffer.from(String(revision))));
  const [failed] = (await Promise.allSettled(writes)).filter((each) => each.status === 'rejected');
  // A failed transaction never becomes flushed, so this has to be known first.
  if (failed) throw await causeOf(failed.reason);
  await database.flushed;
}

/** The library rejects each write with a general error that carries the promise of the true one. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error;
  try {
    await error.commitError;
    return error;
  } catch (cause) {
    return cause;
  }
}

/** A disk that is full looks like an input/output error from below. */
function explained(error: unknown, folder: string): Error {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < LEAST_FREE) return new DiskFullError(`no space is left for the data folder ${folder}`);
  return error instanceof Error ? error : new Error(String(error));
}

function valueOf(revision: number, json: Buffer): Buffer {
  const value = Buffer.allocUnsafe(HEADER + json.length);
  value.writeUIntBE(revision, 0, HEADER);
  json.copy(value, HEADER);
  return value;
}

function* loadObjects(database: Database<Buffer, string>): Iterable<PersistedObject> {
  for (const { key: id, value } of database.getRange({ start: 'o/', end: 'o0' })) {
    const slash = id.indexOf('/', 2);
    yield { resource: id.slice(2, slash), key: id.slice(slash + 1), revision: value.readUIntBE(0, HEADER), json: value.subarray(HEADER) };
  }
}

function checkFormat(database: Database<Buffer, string>, folder: string): void {
  const found = readNumber(database, 'meta/format');
  if (found === undefined) {
    database.putSync('meta/format', Buffer.from(String(FORMAT)));
    return;
  }
  if (found > FORMAT) throw new Error(`the data folder ${folder} was written by a newer companion (format ${found}, this one knows ${FORMAT})`);
}

function readNumber(database: Database<Buffer, string>, id: string): number | undefined {
  const value = database.get(id);
  return value === undefined ? undefined : Number(value.toString());
}
