import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MACHINES = '/apis/kubevirt.io/v1/virtualmachines';

/** Where an API answers, and as whom. */
export interface Api {
  /** Before `/api` and `/apis`. */
  base: string;
  token: string;
}

export interface Fetched {
  ms: number;
  status: number;
  bytes: Buffer;
}

/** A request and the raw bytes of its answer: the client's own decoding is no part of the figure. */
export function send(url: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Fetched> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ ms: performance.now() - begun, status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The same, as the API's user; anything but success is an error. */
export async function ask({ base, token }: Api, path: string, options: Parameters<typeof send>[1] = {}): Promise<Fetched> {
  const answer = await send(base + path, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });
  if (answer.status >= 300) throw new Error(`${options.method ?? 'GET'} ${path}: ${answer.bytes.toString().slice(0, 300)}`);
  return answer;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const rounded = (value: number) => Math.round(value * 10) / 10;

const ROUNDS = 7;

export interface Read {
  ms: number;
  megabytes: number;
  /** The same bytes from a plain server of this process: nothing answers faster. */
  plainMs: number;
  ratio: number;
}

/** Median time of a GET beside that of the same bytes from a plain server. */
export async function measureRead(api: Api, path: string, headers: Record<string, string> = {}): Promise<Read> {
  const { bytes } = await ask(api, path, { headers });
  const plain = createServer((_req, res) => res.writeHead(200, { 'content-length': bytes.length }).end(bytes));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const floor = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push((await ask(api, path, { headers })).ms);
    theirs.push((await send(floor)).ms);
  }
  plain.closeAllConnections();
  plain.close();
  const [ms, plainMs] = [quantile(ours, 0.5), Math.max(quantile(theirs, 0.5), 0.1)];
  return { ms: rounded(ms), megabytes: rounded(bytes.length / 1e6), plainMs: rounded(plainMs), ratio: rounded(ms / plainMs) };
}
