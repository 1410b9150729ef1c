import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeSnapshot } from './log/compaction';
import type { Disk } from './log/disk';
import { contentOf } from './log/log-names';
import type { LiveRecord, LiveResource } from './persistence';

/** The object store of format 1. */
const DATABASE = 'objects.mdb';
/** Bytes of a value before the JSON: the revision as an unsigned big-endian integer. */
const HEADER = 6;

/** Turns a folder of format 1 (an LMDB database) into one of logs and snapshots. Interrupted, it begins again next time. */
export async function upgradeLmdb(folder: string, disk: Disk): Promise<void> {
  const path = join(folder, DATABASE);
  if (!existsSync(path)) return;
  const { snapshot, logs } = contentOf(disk.names());
  if (snapshot === undefined && logs.length === 0) {
    const { base, state } = await readDatabase(path);
    await writeSnapshot(disk, { number: 0, base, state, abandoned: () => false });
  }
  for (const name of disk.names().filter((each) => each.startsWith(DATABASE))) await disk.remove(name);
}

/** The database is not closed: the library may crash the process then. Nothing is left to be written. */
async function readDatabase(path: string): Promise<{ base: number; state: LiveResource[] }> {
  const { open } = await import('lmdb');
  const database = open<Buffer, string>({ path, encoding: 'binary', readOnly: true });
  const byResource = new Map<string, LiveRecord[]>();
  for (const { key: id, value } of database.getRange({ start: 'o/', end: 'o0' })) {
    const slash = id.indexOf('/', 2);
    const resource = id.slice(2, slash);
    const json = value.subarray(HEADER);
    const record: LiveRecord = { key: id.slice(slash + 1), revision: value.readUIntBE(0, HEADER), size: json.length, bytes: () => json, settle: () => undefined };
    const known = byResource.get(resource);
    if (known) known.push(record);
    else byResource.set(resource, [record]);
  }
  const base = Number(database.get('meta/revision')?.toString() ?? 0);
  return { base, state: [...byResource].map(([resource, records]) => ({ resource, records })) };
}
