import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import { fromSystem, wordsOf } from './failures';
import { ImageError } from './images';

const MAX_REDIRECTS = 10;
const IDLE_MS = 60_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface RequestOptions {
  method?: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** PEM certificates to trust in addition to the built-in ones. */
  ca?: string;
  insecure?: boolean;
  idleMs?: number;
}

const WORDS: Record<string, (host: string) => string> = {
  ENOTFOUND: (host) => `no such host: ${host}`,
  EAI_AGAIN: (host) => `the name ${host} cannot be resolved now`,
  ECONNREFUSED: (host) => `${host} refused the connection`,
  EHOSTUNREACH: (host) => `${host} cannot be reached`,
  ENETUNREACH: (host) => `${host} cannot be reached`,
  ETIMEDOUT: (host) => `${host} did not answer in time`,
  ECONNRESET: (host) => `${host} closed the connection`,
};

function connectWords(error: unknown, host: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return WORDS[code]?.(host) ?? wordsOf(error);
}

function parse(url: string): URL {
  if (!URL.canParse(url)) throw new ImageError('Failed', `unable to parse endpoint "${url}"`);
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') throw new ImageError('Failed', `unable to parse endpoint "${url}"`);
  return parsed;
}

function once(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const transport = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = transport.request(url, {
      method: options.method ?? 'GET',
      headers: { 'user-agent': 'virtdeck', 'accept-encoding': 'identity', ...options.headers },
      signal: options.signal,
      agent: false,
      ...(options.ca ? { ca: [...rootCertificates, options.ca] } : {}),
      ...(options.insecure ? { rejectUnauthorized: false } : {}),
    });
    const idle = options.idleMs ?? IDLE_MS;
    request.setTimeout(idle, () => request.destroy(new Error(`no data for ${Math.round(idle / 1000)} seconds`)));
    request.on('response', resolve);
    request.on('error', (error) =>
      reject(fromSystem(error, options.signal, () => new ImageError('Unreachable', `Unable to connect to http data source: ${connectWords(error, url.host)}`))),
    );
    request.end();
  });
}

/** Credentials stay with the origin they were given for. */
function headersFor(headers: Record<string, string> | undefined, from: URL, to: URL): Record<string, string> | undefined {
  if (from.origin === to.origin) return headers;
  const kept = Object.entries(headers ?? {}).filter(([name]) => ['range', 'if-range', 'accept'].includes(name.toLowerCase()));
  return Object.fromEntries(kept);
}

/** Sends one request and follows redirects; the body of the answer has not been read. */
export async function open(url: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  let at = parse(url);
  let headers = options.headers;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await once(at, { ...options, headers });
    const location = response.headers.location;
    if (!location || !REDIRECTS.has(response.statusCode ?? 0)) return response;
    response.destroy();
    const next = parse(new URL(location, at).href);
    headers = headersFor(headers, at, next);
    at = next;
  }
  throw new ImageError('Unreachable', `Unable to connect to http data source: more than ${MAX_REDIRECTS} redirects`);
}

/** The words CDI uses for an answer that is not the image. */
export function refusal(response: IncomingMessage): ImageError {
  const code = response.statusCode ?? 0;
  const status = `${code} ${response.statusMessage ?? ''}`.trim();
  return new ImageError(
    code === 404 || code === 410 ? 'NotFound' : 'Unreachable',
    `Unable to connect to http data source: expected status code 200, got ${code}. Status: ${status}`,
  );
}

/** Reads a small body (JSON), never more than `limit` bytes. */
export async function readBody(response: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > limit) throw new ImageError('Failed', `the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
