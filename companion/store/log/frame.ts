import { crc32 } from 'node:zlib';
import type { PersistedWrite } from '../persistence';

/**
 * A frame is one commit: whole or not there. Before its payload stand a mark, the payload's length and a checksum over
 * that length and the payload. The mark begins with a byte that no UTF-8 text has, so that frames can be found again
 * behind damaged bytes.
 */
export const MARK = Buffer.from([0xf5, 0x56, 0x44, 0x46]);
export const HEADER = 12;

const ENTRY = 15;

/** Beginning and length of the JSON of each write within the frame. */
export interface EncodedBatch {
  frame: Buffer;
  offsets: number[];
}

/** A frame with the given payload. */
export function frameOf(payload: Buffer): Buffer {
  return sealed(Buffer.concat([Buffer.alloc(HEADER), payload]));
}

function sealed(frame: Buffer): Buffer {
  MARK.copy(frame, 0);
  frame.writeUInt32LE(frame.length - HEADER, 4);
  frame.writeUInt32LE(checksum(frame), 8);
  return frame;
}

function checksum(frame: Buffer): number {
  return crc32(frame.subarray(HEADER), crc32(frame.subarray(4, 8)));
}

/** Length of the frame that begins here, as its header says; undefined when there is no header. */
export function frameLength(header: Buffer): number | undefined {
  if (header.length < HEADER || header.compare(MARK, 0, MARK.length, 0, MARK.length) !== 0) return undefined;
  return HEADER + header.readUInt32LE(4);
}

export function isIntact(frame: Buffer): boolean {
  return frameLength(frame) === frame.length && frame.readUInt32LE(8) === checksum(frame);
}

/** Each entry: kind (1), revision (6), lengths of resource (2), key (2) and JSON (4), then these three. */
export function encodeBatch(batch: readonly PersistedWrite[]): EncodedBatch {
  const names = batch.map(({ resource, key }) => ({ resource: Buffer.from(resource), key: Buffer.from(key) }));
  const size = batch.reduce((sum, { json }, index) => sum + ENTRY + (names[index]?.resource.length ?? 0) + (names[index]?.key.length ?? 0) + json.length, HEADER);
  const frame = Buffer.allocUnsafe(size);
  const offsets: number[] = [];
  let at = HEADER;
  for (const [index, { deleted, revision, json }] of batch.entries()) {
    const { resource, key } = names[index] ?? { resource: Buffer.alloc(0), key: Buffer.alloc(0) };
    frame.writeUInt8(deleted ? 1 : 0, at);
    frame.writeUIntLE(revision, at + 1, 6);
    frame.writeUInt16LE(resource.length, at + 7);
    frame.writeUInt16LE(key.length, at + 9);
    frame.writeUInt32LE(json.length, at + 11);
    at += ENTRY;
    at += resource.copy(frame, at);
    at += key.copy(frame, at);
    offsets.push(at);
    at += json.copy(frame, at);
  }
  return { frame: sealed(frame), offsets };
}

/** The writes of an intact frame, and where the JSON of each begins in it. */
export function* decodeBatch(frame: Buffer): Iterable<PersistedWrite & { offset: number }> {
  let at = HEADER;
  while (at < frame.length) {
    const deleted = frame.readUInt8(at) === 1;
    const revision = frame.readUIntLE(at + 1, 6);
    const keyAt = at + ENTRY + frame.readUInt16LE(at + 7);
    const offset = keyAt + frame.readUInt16LE(at + 9);
    const end = offset + frame.readUInt32LE(at + 11);
    yield { deleted, revision, resource: frame.toString('utf8', at + ENTRY, keyAt), key: frame.toString('utf8', keyAt, offset), json: frame.subarray(offset, end), offset };
    at = end;
  }
}
