import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const CSRF_COOKIE = 'csrf-token';

/** What the shell may load: everything from its own origin; inline styles because plugins insert their style sheets. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

export function setSecurityHeaders(res: ServerResponse): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('X-DNS-Prefetch-Control', 'off');
  res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
}

export function cookies(header: string | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) found.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return found;
}

function hostName(host: string): string {
  const bracket = /^\[[^\]]+\]/.exec(host);
  return (bracket ? bracket[0] : (host.split(':')[0] ?? '')).toLowerCase();
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Is the request meant for us? Another name in `Host` is DNS rebinding, another origin a foreign page.
 * Returns the refusal in words, or undefined.
 */
export function refusesOrigin(req: IncomingMessage, allowedHosts: ReadonlySet<string>): string | undefined {
  const host = req.headers.host;
  if (!host) return 'the request has no Host header';
  const name = hostName(host);
  if (!LOOPBACK.has(name) && !allowedHosts.has(name)) return `the host name ${name} is not served here`;
  const { origin } = req.headers;
  if (!origin) return undefined;
  try {
    return new URL(origin).host === host.toLowerCase() ? undefined : `requests from ${origin} are refused`;
  } catch {
    return `requests from ${origin} are refused`;
  }
}

/** The console's double-submit check; the words are those of the OpenShift Console. */
export function refusesCsrf(req: IncomingMessage): string | undefined {
  if (SAFE_METHODS.has(req.method ?? 'GET')) return undefined;
  // A client that shows its own token is not a browser riding on a cookie.
  if (req.headers.authorization) return undefined;
  const cookie = cookies(req.headers.cookie).get(CSRF_COOKIE);
  if (!cookie) return 'invalid CSRFToken: no CSRF Cookie found in request';
  const header = String(req.headers['x-csrftoken'] ?? '');
  const same = header.length === cookie.length && timingSafeEqual(Buffer.from(header), Buffer.from(cookie));
  return same ? undefined : 'invalid CSRFToken: CSRF token does not match CSRF cookie';
}

/** Gives the page its CSRF cookie, once per browser. */
export function setCsrfCookie(req: IncomingMessage, res: ServerResponse): void {
  if (cookies(req.headers.cookie).has(CSRF_COOKIE)) return;
  const token = randomBytes(48).toString('base64url');
  res.appendHeader('Set-Cookie', `${CSRF_COOKIE}=${token}; Path=/; SameSite=Strict`);
}
