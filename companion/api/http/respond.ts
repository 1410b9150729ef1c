import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createGzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import type { ApiError } from '../../lib/api-error';
import { toJson } from '../../store/canonical';
import type { Exchange } from './exchange';
import { wantsPretty } from './exchange';

/** From this size on answers are compressed for who accepts it, as the API server does. */
const GZIP_FROM = 128 * 1024;
/** Go's server uses the fastest level too. */
const GZIP_LEVEL = 1;
const FLOW_UIDS = { schema: randomUUID(), level: randomUUID() };

/** As Go's library writes it: what an older reader would take for a time or a flag is quoted. */
const YAML = { sortMapEntries: true, indentSeq: false, version: '1.1' } as const;

const compress = promisify(gzip);

/** Headers every answer of the API has. */
export function setCommonHeaders(res: ServerResponse): void {
  res.setHeader('audit-id', randomUUID());
  res.setHeader('cache-control', 'no-cache, private');
  res.setHeader('x-kubernetes-pf-flowschema-uid', FLOW_UIDS.schema);
  res.setHeader('x-kubernetes-pf-prioritylevel-uid', FLOW_UIDS.level);
}

/** Answers with a value as JSON (indented for people) or YAML, as negotiated. */
export async function sendValue(exchange: Exchange, code: number, value: unknown): Promise<void> {
  if (exchange.media.format === 'yaml') return sendBytes(exchange, code, 'application/yaml', Buffer.from(stringify(value, YAML)));
  const text = toJson(value, wantsPretty(exchange) ? 2 : undefined);
  return sendBytes(exchange, code, 'application/json', Buffer.from(`${text}\n`));
}

/** Answers with JSON that is already there; parses it only when the client wants another form. */
export async function sendJson(exchange: Exchange, code: number, json: Buffer): Promise<void> {
  if (exchange.media.format === 'yaml' || wantsPretty(exchange)) {
    const value: unknown = JSON.parse(json.toString());
    return sendValue(exchange, code, value);
  }
  return sendBytes(exchange, code, 'application/json', json);
}

export async function sendText(exchange: Pick<Exchange, 'res' | 'req' | 'warnings'>, code: number, text: string): Promise<void> {
  return sendBytes(exchange, code, 'text/plain; charset=utf-8', Buffer.from(text));
}

/** Answers with bytes of a known length, compressed when they are many and the client can. */
export async function sendBytes({ req, res, warnings }: Pick<Exchange, 'res' | 'req' | 'warnings'>, code: number, type: string, bytes: Buffer): Promise<void> {
  if (res.headersSent || res.destroyed) return;
  setWarnings(res, warnings);
  const small = bytes.length < GZIP_FROM;
  const body = !small && acceptsGzip(req.headers['accept-encoding']) ? await compressed(res, bytes) : bytes;
  res.writeHead(code, { 'content-type': type, 'content-length': body.length });
  res.end(body);
}

/** Streams the parts of a long answer, minding a slow reader; compressed when the client can and it is worth it. */
export async function sendParts(exchange: Exchange, type: string, parts: Iterable<Buffer>, size: { exactly: number } | { atLeast: number }): Promise<void> {
  const { req, res } = exchange;
  setWarnings(res, exchange.warnings);
  const known = 'exactly' in size ? size.exactly : size.atLeast;
  const zipped = known >= GZIP_FROM && acceptsGzip(req.headers['accept-encoding']);
  res.statusCode = 200;
  res.setHeader('content-type', type);
  if (!zipped && 'exactly' in size) res.setHeader('content-length', size.exactly);
  if (req.method === 'HEAD') return void res.end();
  if (!zipped) return pump(parts, res);
  res.setHeader('content-encoding', 'gzip');
  res.setHeader('vary', 'Accept-Encoding');
  const zip = createGzip({ level: GZIP_LEVEL, chunkSize: 128 * 1024 });
  zip.pipe(res);
  res.once('close', () => zip.destroy());
  return pump(parts, zip);
}

async function pump(parts: Iterable<Buffer>, sink: NodeJS.WritableStream & { destroyed?: boolean }): Promise<void> {
  for (const part of parts) {
    if (sink.destroyed) return;
    if (!sink.write(part)) await drained(sink);
  }
  sink.end();
}

function drained(sink: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sink.removeListener('drain', done);
      sink.removeListener('close', done);
      resolve();
    };
    sink.on('drain', done);
    sink.on('close', done);
  });
}

async function compressed(res: ServerResponse, bytes: Buffer): Promise<Buffer> {
  res.setHeader('content-encoding', 'gzip');
  res.setHeader('vary', 'Accept-Encoding');
  return compress(bytes, { level: GZIP_LEVEL });
}

/** A refusal as its Status body; what is no `ApiError` is a fault of ours and shows as 500. */
export async function sendError(exchange: Exchange, error: ApiError): Promise<void> {
  const { res } = exchange;
  if (res.headersSent) return void res.destroy();
  const retry = error.details?.retryAfterSeconds;
  if (retry !== undefined) res.setHeader('retry-after', retry);
  const { format } = exchange.media;
  await sendValue({ ...exchange, media: { format } }, error.code, error.toStatus());
}

function setWarnings(res: ServerResponse, warnings: readonly string[]): void {
  const unique = [...new Set(warnings)].map((text) => `299 - ${JSON.stringify(headerSafe(text))}`);
  if (unique.length > 0) res.setHeader('warning', unique);
}

/** Header values are Latin-1 without control characters. */
function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 4096);
}

function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((clause) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(clause));
}
