import { crc32 } from 'node:zlib';
import { isRecord } from '../../lib/guards';
import type { DiskFile } from './disk';
import { HEADER, MARK, frameLength, frameOf, isIntact } from './frame';

/** Raised when the layout of the folder changes. 1 was an LMDB database. */
export const FORMAT = 2;

const WORDS = 'virtdeck-objects';
/** Bytes read at once; a larger frame is read whole. */
const WINDOW = 1024 * 1024;
/** What a disk writes whole or not at all. */
const SECTOR = 512;

/** What a file says of itself. */
export interface FileHead {
  /** The newest revision before the first of the file; of a snapshot, the revision it shows. */
  base: number;
  /** How many objects a snapshot holds. */
  objects?: number;
}

export interface FrameAt {
  at: number;
  frame: Buffer;
}

/** The store cannot be read: nothing is changed, the operator decides. */
export class DamagedError extends Error {
  constructor(path: string, what: string) {
    super(`the object store is damaged: ${path} ${what}. Nothing was changed. Put a copy of the folder back, or move the folder away to begin with an empty cluster`);
  }
}

/** The first bytes of a file: a line that names the format, and what the file is in a frame. */
export function startOf(head: FileHead): Buffer {
  return Buffer.concat([Buffer.from(`${WORDS} ${FORMAT}\n`), frameOf(Buffer.from(JSON.stringify(head)))]);
}

/** Reads the beginning of a file; undefined when it was cut off while it was made. Newer formats are refused. */
export function readHead(path: string, file: DiskFile): { head: FileHead; end: number } | undefined {
  const bytes = file.read(0, Math.min(file.size, 256));
  const line = bytes.indexOf('\n') + 1;
  const [words, format] = bytes.toString('latin1', 0, Math.max(0, line - 1)).split(' ');
  if (words === WORDS && Number(format) > FORMAT) {
    throw new Error(`the data folder was written by a newer companion (${path} has format ${format ?? ''}, this one knows ${FORMAT})`);
  }
  const length = frameLength(bytes.subarray(line));
  const frame = bytes.subarray(line, line + (length ?? 0));
  const head: unknown = words === WORDS && Number(format) === FORMAT && length && isIntact(frame) ? JSON.parse(frame.toString('utf8', HEADER)) : undefined;
  if (isHead(head)) return { head, end: line + frame.length };
  // A crash while a file is made leaves a part of its beginning, or zeros where the rest should be. Nothing follows it.
  if (bytes.length < startOf({ base: 0 }).length || (file.size === bytes.length && bytes[bytes.length - 1] === 0)) return undefined;
  throw new DamagedError(path, 'does not begin as it should');
}

function isHead(value: unknown): value is FileHead {
  return isRecord(value) && typeof value.base === 'number' && (value.objects === undefined || typeof value.objects === 'number');
}

/** The intact frames from `from` on; returns where they end. A frame is good until the next one is asked for. */
export function* framesOf(file: DiskFile, from: number): Generator<FrameAt, number> {
  const { size } = file;
  let at = from;
  let window: Buffer = Buffer.alloc(0);
  let windowAt = from;
  const bytes = (length: number): Buffer => {
    if (at + length > windowAt + window.length) {
      window = file.read(at, Math.min(size - at, Math.max(length, WINDOW)));
      windowAt = at;
    }
    return window.subarray(at - windowAt, at - windowAt + length);
  };
  while (at < size) {
    const length = frameLength(bytes(HEADER));
    if (length === undefined || at + length > size) return at;
    const frame = bytes(length);
    if (!isIntact(frame)) return at;
    yield { at, frame };
    at += length;
  }
  return at;
}

/**
 * Whether what follows the last intact frame is the beginning of a commit that a crash cut off. Such a commit was never
 * answered. Anything else, above all intact frames further on, is damage to what was answered.
 */
export function isTorn(file: DiskFile, at: number): boolean {
  const rest = file.read(at, file.size - at);
  for (let next = rest.indexOf(MARK, 1); next >= 0; next = rest.indexOf(MARK, next + 1)) {
    const length = frameLength(rest.subarray(next));
    if (length !== undefined && isIntact(rest.subarray(next, next + length))) return false;
  }
  const length = frameLength(rest);
  const cutOff = rest.length < HEADER ? rest.compare(MARK, 0, Math.min(rest.length, MARK.length), 0, Math.min(rest.length, MARK.length)) === 0 : length !== undefined && length > rest.length;
  if (cutOff) return !hasWrongLength(rest);
  return hasEmptySector(rest, at);
}

/** A whole frame of which only the length is wrong was not cut off. */
function hasWrongLength(rest: Buffer): boolean {
  if (rest.length < HEADER) return false;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(rest.length - HEADER);
  return crc32(rest.subarray(HEADER), crc32(length)) === rest.readUInt32LE(8);
}

/** After a loss of power a file may be as long as it should be and hold zeros where the disk had not written yet. */
function hasEmptySector(rest: Buffer, at: number): boolean {
  for (let from = 0; from < rest.length; ) {
    const to = Math.min(rest.length, from + SECTOR - ((at + from) % SECTOR));
    if (rest.subarray(from, to).every((byte) => byte === 0)) return true;
    from = to;
  }
  return false;
}
