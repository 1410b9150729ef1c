/** A JSON value one looks into without knowing its shape. */
export type Seen = (step: string) => Readonly<Record<string, unknown>>;

/** One request of a script that is sent to a real API server and to ours. */
export interface Step {
  /** Unique in its script. */
  id: string;
  method: string;
  path: string | ((seen: Seen) => string);
  /** A string goes out as it is, all else as JSON. */
  body?: unknown;
  /** The body depends on earlier answers. */
  bodyFrom?: (seen: Seen) => unknown;
  /** Content-Type; by the method when not given. */
  type?: string;
  accept?: string;
  headers?: Record<string, string>;
  /** Only prepares or cleans up: its answer is of no interest. */
  unrecorded?: boolean;
  /** Repeated until the answer has this status code. */
  until?: number;
}

/** Requests that build on each other, in a namespace of their own. */
export interface Script {
  name: string;
  steps: readonly Step[];
}

type Extra = Partial<Omit<Step, 'id' | 'method' | 'path' | 'body'>>;
type Path = Step['path'];

export const get = (id: string, path: Path, extra: Extra = {}): Step => ({ id, method: 'GET', path, ...extra });
export const remove = (id: string, path: Path, body?: unknown, extra: Extra = {}): Step => ({ id, method: 'DELETE', path, ...(body === undefined ? {} : { body }), ...extra });
export const post = (id: string, path: Path, body: unknown, extra: Extra = {}): Step => ({ id, method: 'POST', path, body, ...extra });
export const put = (id: string, path: Path, body: unknown, extra: Extra = {}): Step => ({ id, method: 'PUT', path, body, ...extra });

const PATCHES = { merge: 'merge-patch+json', json: 'json-patch+json', strategic: 'strategic-merge-patch+json', apply: 'apply-patch+yaml' } as const;
export const patch = (id: string, form: keyof typeof PATCHES, path: Path, body: unknown, extra: Extra = {}): Step => ({
  id,
  method: 'PATCH',
  path,
  body,
  type: `application/${PATCHES[form]}`,
  ...extra,
});

export const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
