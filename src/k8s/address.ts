/** Where the API is, and what every request carries. Workers and tests are told; the page finds out by itself. */
export interface ApiAddress {
  /** Root of the Kubernetes API without a trailing slash: `/api/kubernetes`, or an absolute URL. */
  root: string;
  /** Root of `/api/prometheus`, `/api/prometheus-tenancy` …: the same origin and base path as `root`. */
  base: string;
  /** Headers of every request, e.g. the console's impersonation. */
  headers: Readonly<Record<string, string>>;
}

let address: ApiAddress | undefined;

function basePath(): string {
  const flags: unknown = Reflect.get(globalThis, 'SERVER_FLAGS');
  const path: unknown = typeof flags === 'object' && flags !== null ? Reflect.get(flags, 'basePath') : undefined;
  return typeof path === 'string' && path.startsWith('/') ? path.replace(/\/+$/, '') : '';
}

/** The address in use. In the page: the console's base path (`SERVER_FLAGS.basePath`) on the page's origin. */
export function apiAddress(): ApiAddress {
  if (!address) {
    const base = `${globalThis.location.origin}${basePath()}`;
    address = { base, root: `${base}/api/kubernetes`, headers: {} };
  }
  return address;
}

/** Replaces the address: for workers, tests and a change of the impersonated user. */
export function setApiAddress(next: ApiAddress): void {
  address = next;
}

/** The console's CSRF token: the cookie `csrf-token`, to be sent as `X-CSRFToken` with every write. */
export function csrfToken(): string | undefined {
  if (typeof document === 'undefined') return undefined;
  const found = /(?:^|;\s*)csrf-token=([^;]*)/.exec(document.cookie);
  return found?.[1] === undefined ? undefined : decodeURIComponent(found[1]);
}

/** The address as a worker needs it: without a document it cannot read the CSRF cookie, so the token comes along. */
export function addressForWorker(): ApiAddress {
  const token = csrfToken();
  const { headers, ...rest } = apiAddress();
  return { ...rest, headers: token === undefined ? headers : { ...headers, 'X-CSRFToken': token } };
}
