import { HttpError, messageOf, TimeoutError } from './http-error';
import { headersFor } from './request-headers';

const TIMEOUT_MS = 60_000;
const RETRIES_WHEN_BUSY = 2;

/** `fetch` with the console's headers and a timeout; rejects with HttpError when the server refuses. */
export async function consoleFetch(url: string, options: RequestInit = {}, timeout = TIMEOUT_MS): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetchInTime(url, options, timeout);
    if (response.ok || response.status === 304) return response;
    if (response.status !== 429 || attempt === RETRIES_WHEN_BUSY) throw await refusal(response);
    await pause(retryAfter(response));
  }
}

/** The answer as text. */
export async function consoleFetchText(url: string, options?: RequestInit, timeout?: number): Promise<string> {
  const response = await consoleFetch(url, options, timeout);
  return response.text();
}

/** The answer parsed as JSON; an empty body gives an empty object. */
async function fetchJSON(url: string, method = 'GET', options: RequestInit = {}, timeout?: number): Promise<unknown> {
  const headers = new Headers(options.headers);
  if (!headers.has('Accept')) headers.set('Accept', 'application/json');
  const response = await consoleFetch(url, { ...options, method, headers }, timeout);
  const text = await response.text();
  return text === '' ? {} : JSON.parse(text);
}

/** Calls with a JSON body. Patches are JSON patches unless the options name another type. */
export const consoleFetchJSON = Object.assign(fetchJSON, {
  delete: (url: string, json: unknown = null, options: RequestInit = {}, timeout?: number) =>
    fetchJSON(url, 'DELETE', json === null ? options : withBody(json, options, 'application/json'), timeout),
  post: (url: string, json: unknown, options: RequestInit = {}, timeout?: number) =>
    fetchJSON(url, 'POST', withBody(json, options, 'application/json'), timeout),
  put: (url: string, json: unknown, options: RequestInit = {}, timeout?: number) =>
    fetchJSON(url, 'PUT', withBody(json, options, 'application/json'), timeout),
  patch: (url: string, json: unknown, options: RequestInit = {}, timeout?: number) =>
    fetchJSON(url, 'PATCH', withBody(json, options, 'application/json-patch+json'), timeout),
});

function withBody(json: unknown, options: RequestInit, type: string): RequestInit {
  const headers = new Headers(options.headers);
  if (!headers.has('Content-Type')) headers.set('Content-Type', type);
  return { ...options, headers, body: JSON.stringify(json) };
}

async function fetchInTime(url: string, options: RequestInit, timeout: number): Promise<Response> {
  const timer = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, timer.signal]) : timer.signal;
  // A timeout of zero or less means: wait as long as it takes.
  const clock = timeout > 0 ? setTimeout(() => timer.abort(), timeout) : undefined;
  try {
    return await fetch(url, { ...options, headers: headersFor(url, options), signal });
  } catch (error) {
    throw timer.signal.aborted ? new TimeoutError(url, timeout) : error;
  } finally {
    clearTimeout(clock);
  }
}

async function refusal(response: Response): Promise<HttpError> {
  const text = await response.text();
  const json = parseOr(text, response.headers.get('Content-Type'));
  const message = json === undefined && text !== '' ? text.trim() : messageOf(json, response);
  return new HttpError(message, response.status, response, json);
}

function parseOr(text: string, type: string | null): unknown {
  if (!type?.includes('json')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
