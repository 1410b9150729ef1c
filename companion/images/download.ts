import type { IncomingMessage } from 'node:http';
import { open as openFile, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../lib/clock';
import { fromSystem, wordsOf } from './failures';
import { open, refusal, type RequestOptions } from './http';
import { ImageError, type TransferOptions } from './images';

const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];

export interface DownloadOptions extends TransferOptions, Pick<RequestOptions, 'ca' | 'insecure' | 'idleMs'> {
  clock: Clock;
  /** More bytes than this end the download with TooLarge. */
  limit: number;
  retryDelaysMs?: readonly number[];
}

interface Progress {
  received: number;
  total: number | undefined;
  /** Strong ETag or date, so that a resumed download cannot mix two files. */
  validator: string | undefined;
  resumable: boolean;
}

function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}

async function requireSpace(file: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(file));
  if (bytes > bavail * bsize) throw new ImageError('NoSpace', `no space left on device: the image needs ${bytes} bytes, ${bavail * bsize} are free`);
}

function contentLength(response: IncomingMessage): number | undefined {
  const text = response.headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

function begin(state: Progress, response: IncomingMessage): void {
  const etag = response.headers.etag;
  state.received = 0;
  state.total = contentLength(response);
  state.validator = etag && !etag.startsWith('W/') ? etag : response.headers['last-modified'];
  state.resumable = response.headers['accept-ranges'] === 'bytes';
}

function continues(state: Progress, response: IncomingMessage): boolean {
  const start = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1];
  return response.statusCode === 206 && Number(start) === state.received;
}

const isTransient = (status: number) => status === 408 || status === 429 || status >= 500;

/** Asks for the rest (or for all) and writes what comes; returns true when the file is complete. */
async function attempt(url: string, file: FileHandle, path: string, state: Progress, options: DownloadOptions): Promise<boolean> {
  const resume: Record<string, string> = {};
  if (state.received > 0 && state.resumable) {
    resume.range = `bytes=${state.received}-`;
    if (state.validator) resume['if-range'] = state.validator;
  }
  const response = await open(url, { ...options, headers: { ...options.headers, ...resume } });
  if (!continues(state, response)) {
    if (response.statusCode !== 200) {
      response.destroy();
      throw refusal(response);
    }
    begin(state, response);
    await file.truncate(0);
    if ((state.total ?? 0) > options.limit) throw tooLarge(options.limit);
    await requireSpace(path, state.total ?? 0);
  }
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    if (state.received + chunk.length > options.limit) throw tooLarge(options.limit);
    await file.write(chunk, 0, chunk.length, state.received);
    state.received += chunk.length;
    if (state.total) options.onProgress?.((100 * state.received) / state.total);
  }
  return response.complete && (state.total === undefined || state.received === state.total);
}

function tooLarge(limit: number): ImageError {
  return new ImageError('TooLarge', `effective image size is larger than the reported available storage: ${limit}`);
}

function cut(state: Progress, words: string): ImageError {
  const of = state.total === undefined ? '' : ` of ${state.total}`;
  return new ImageError('Truncated', `the download ended early, after ${state.received}${of} bytes (${words})`);
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof ImageError)) return false;
  const status = Number(/got (\d+)\./.exec(error.message)?.[1] ?? 0);
  return error.reason !== 'Unreachable' || (status > 0 && !isTransient(status));
}

/** Fetches `url` into the new file `path`. After a cut it goes on where it stopped, when the server can do ranges. */
export async function download(url: string, path: string, options: DownloadOptions): Promise<void> {
  const state: Progress = { received: 0, total: undefined, validator: undefined, resumable: false };
  const delays = options.retryDelaysMs ?? RETRY_DELAYS_MS;
  const file = await openFile(path, 'w');
  try {
    for (let failures = 0; ; failures += 1) {
      const before = state.received;
      let words = 'the connection was closed';
      try {
        if (await attempt(url, file, path, state, options)) return;
      } catch (error) {
        // The first connection fails at once: whoever asked decides when to try again.
        if (isFinal(error) || (error instanceof ImageError && state.received === 0)) throw error;
        if (options.signal?.aborted) throw error;
        if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) throw error;
        words = wordsOf(error);
      }
      if (state.received > before) failures = 0;
      const delay = delays[failures];
      if (delay === undefined) throw cut(state, words);
      await wait(options.clock, delay, options.signal);
    }
  } catch (error) {
    throw fromSystem(error, options.signal, (words) => cut(state, words));
  } finally {
    await file.close();
  }
}
