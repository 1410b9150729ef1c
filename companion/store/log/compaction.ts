import type { LiveRecord, LiveResource, Place } from '../persistence';
import type { Disk, DiskFile } from './disk';
import { encodeBatch } from './frame';
import { startOf } from './log-file';
import { UNFINISHED, snapshotName } from './log-names';

/** Bytes that are written at once. */
const PIECE = 1024 * 1024;

export interface SnapshotJob {
  number: number;
  /** The revision the snapshot shows. */
  base: number;
  state: readonly LiveResource[];
  /** Asked between pieces; true ends the job without a snapshot. */
  abandoned(): boolean;
}

export interface Snapshot {
  number: number;
  base: number;
  file: DiskFile;
  size: number;
}

type Written = [LiveRecord, Place];

/**
 * Writes a snapshot and gives it its name when all of it is durable: until then it counts for nothing. From then on the
 * records read their bytes from it.
 */
export async function writeSnapshot(disk: Disk, { number, base, state, abandoned }: SnapshotJob): Promise<Snapshot | undefined> {
  const name = snapshotName(number);
  const unfinished = `${name}${UNFINISHED}`;
  if (disk.names().includes(unfinished)) await disk.remove(unfinished);
  const file = disk.create(unfinished);
  const objects = state.reduce((sum, { records }) => sum + records.length, 0);
  const start = startOf({ base, objects });
  await file.write(0, start);
  let size = start.length;
  const written: Written[] = [];
  for (const piece of piecesOf(state)) {
    if (abandoned()) return undefined;
    const { frame, offsets } = encodeBatch(piece.map(({ resource, record }) => ({ deleted: false, resource, key: record.key, revision: record.revision, json: record.bytes() })));
    await file.write(size, frame);
    for (const [index, { record }] of piece.entries()) written.push([record, { source: file, offset: size + (offsets[index] ?? 0) }]);
    size += frame.length;
  }
  await file.sync();
  await disk.rename(unfinished, name);
  await disk.syncFolder();
  for (const [record, place] of written) record.settle(place);
  return { number, base, file, size };
}

function* piecesOf(state: readonly LiveResource[]): Iterable<{ resource: string; record: LiveRecord }[]> {
  let piece: { resource: string; record: LiveRecord }[] = [];
  let size = 0;
  for (const { resource, records } of state) {
    for (const record of records) {
      piece.push({ resource, record });
      size += record.size;
      if (size < PIECE) continue;
      yield piece;
      piece = [];
      size = 0;
    }
  }
  if (piece.length > 0) yield piece;
}
