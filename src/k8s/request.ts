import { apiAddress, csrfToken } from './address';
import { ApiError, errorFromBody } from './api-error';

export type Query = Record<string, string | number | boolean | undefined>;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal | undefined;
}

/** `path` with its query; undefined values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Sends to an absolute URL below the console's origin; rejects with ApiError, also when nothing answers. */
export async function send(url: string, options: RequestOptions = {}): Promise<Response> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: options.accept ?? 'application/json', ...apiAddress().headers };
  if (options.body !== undefined) headers['Content-Type'] = options.contentType ?? 'application/json';
  const token = method === 'GET' ? undefined : csrfToken();
  if (token !== undefined) headers['X-CSRFToken'] = token;
  let response: Response;
  try {
    response = await fetch(withQuery(url, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ?? null,
      body: options.body === undefined ? null : JSON.stringify(options.body),
    });
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    throw new ApiError(0, 'NoAnswer', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (!response.ok) throw errorFromBody(response.status, response.statusText, await response.text());
  return response;
}

/** Sends to a path of the Kubernetes API. The server indents JSON for browsers unless `pretty=false`. */
export function request(path: string, options: RequestOptions = {}): Promise<Response> {
  return send(`${apiAddress().root}${path}`, { ...options, query: { pretty: false, ...options.query } });
}

/** The JSON body of an answer; an empty body is undefined. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(response.status, 'Malformed', 'The server answered with something that is not JSON.');
  }
}
