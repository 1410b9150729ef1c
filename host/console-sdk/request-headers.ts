const COOKIE = 'csrf-token=';

/** The token the server gave this page; it must come back with everything that changes something. */
export function csrfToken(cookies: string = document.cookie): string {
  const entry = cookies
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(COOKIE));
  return entry === undefined ? '' : decodeURIComponent(entry.slice(COOKIE.length));
}

/** The caller's headers, with the CSRF token for everything but a GET. Absolute URLs never get it: it is not theirs to know. */
export function headersFor(url: string, options: RequestInit, cookies?: string): Headers {
  const headers = new Headers(options.headers);
  if ((options.method ?? 'GET') !== 'GET' && !url.includes('://')) headers.set('X-CSRFToken', csrfToken(cookies));
  return headers;
}
