import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { Database } from 'lmdb';
import { lockFolder } from './folder-lock';
import type { PersistedObject, PersistedWrite, Persistence } from './persistence';

/** Raised when the layout of the folder changes; older layouts are upgraded here, newer ones refused. */
export const FORMAT = 1;

/** Bytes of a value before the JSON: the revision as an unsigned big-endian integer. */
const HEADER = 6;

/**
 * Opens the object store below `folder`. A commit is one LMDB transaction, on the disk when its promise resolves.
 * (The library's own promise of a write resolves earlier: after a SIGKILL at that moment the write is gone.)
 */
export function openLmdb(folder: string): Persistence {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const database = open<Buffer, string>({ path: join(folder, 'objects.mdb'), encoding: 'binary', overlappingSync: false });
    checkFormat(database, folder);
    return persistenceOf(database, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function persistenceOf(database: Database<Buffer, string>, unlock: () => void): Persistence {
  return {
    revision: readNumber(database, 'meta/revision') ?? 0,
    load: () => loadObjects(database),
    commit: async (batch, revision) => {
      await commit(database, batch, revision);
    },
    close: async () => {
      await database.flushed;
      await database.close();
      unlock();
    },
  };
}

async function commit(database: Database<Buffer, string>, batch: readonly PersistedWrite[], revision: number): Promise<void> {
  const writes: Promise<boolean>[] = [];
  void database.batch(() => {
    for (const { resource, key, json, revision: own } of batch) {
      const id = `o/${resource}/${key}`;
      writes.push(json ? database.put(id, valueOf(own, json)) : database.remove(id));
    }
    writes.push(database.put('meta/revision', Buffer.from(String(revision))));
  });
  await Promise.all(writes);
  await database.flushed;
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
