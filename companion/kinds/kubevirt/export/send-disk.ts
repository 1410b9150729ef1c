import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** `bytes=first-last`, `bytes=first-`, `bytes=-count` within a file; 'bad' for one that lies outside, undefined for none. */
export function readRange(header: string | undefined, size: number): { start: number; end: number } | 'bad' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || start >= size ? 'bad' : { start, end };
}

/** The disk byte for byte; a part of it when a range is asked for, so that a cut download goes on. */
export async function sendRaw(req: IncomingMessage, res: ServerResponse, file: string): Promise<void> {
  const { size } = await stat(file);
  const range = readRange(req.headers.range, size);
  if (range === 'bad') {
    res.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes', 'content-length': end - start + 1 };
  res.writeHead(range ? 206 : 200, { ...headers, ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}) });
  if (req.method === 'HEAD' || size === 0) res.end();
  else await pipeline(createReadStream(file, { start, end }), res);
}

export async function sendGzip(req: IncomingMessage, res: ServerResponse, file: string): Promise<void> {
  res.writeHead(200, { 'content-type': 'application/gzip' });
  if (req.method === 'HEAD') res.end();
  // Most of a disk is zeroes: the lowest level already finds them.
  else await pipeline(createReadStream(file), createGzip({ level: 1 }), res);
}
