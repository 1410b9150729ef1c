import type { Status, StatusCause } from '../../contracts/objects';

type Details = NonNullable<Status['details']>;

/** A refusal that becomes the Status body of an answer; `code` is the HTTP code. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Details,
    readonly extra: { continue?: string } = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: { ...this.extra },
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

interface Named {
  group: string;
  plural: string;
}

const qualified = (kind: Named) => (kind.group ? `${kind.plural}.${kind.group}` : kind.plural);

function detailsOf(kind: Named, name: string): Details {
  return { name, ...(kind.group ? { group: kind.group } : {}), kind: kind.plural };
}

export function notFound(kind: Named, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${qualified(kind)} "${name}" not found`, detailsOf(kind, name));
}

export function alreadyExists(kind: Named, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${qualified(kind)} "${name}" already exists`, detailsOf(kind, name));
}

export function conflict(kind: Named, name: string, why?: string): ApiError {
  const reason = why ?? 'the object has been modified; please apply your changes to the latest version and try again';
  return new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${qualified(kind)} "${name}": ${reason}`, detailsOf(kind, name));
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function forbidden(message: string, details?: Details): ApiError {
  return new ApiError(403, 'Forbidden', message, details);
}

/** 422 with every cause; the message lists them as kube-apiserver does (one fault: no brackets). */
export function invalid(kind: { group: string; kind: string }, name: string, causes: StatusCause[]): ApiError {
  const words = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = words.length === 1 ? words[0] : `[${words.join(', ')}]`;
  const title = kind.group ? `${kind.kind}.${kind.group}` : kind.kind;
  return new ApiError(422, 'Invalid', `${title} "${name}" is invalid: ${list}`, {
    ...(name ? { name } : {}),
    ...(kind.group ? { group: kind.group } : {}),
    ...(kind.kind ? { kind: kind.kind } : {}),
    causes,
  });
}

/** A refusal by an admission webhook of KubeVirt or CDI: at most ten causes are joined. */
export function webhookDenied(webhook: string, causes: StatusCause[]): ApiError {
  const words = causes.slice(0, 10).map((cause) => cause.message ?? '');
  const rest = causes.length > 10 ? `, and ${causes.length - 10} more validation errors` : '';
  return new ApiError(422, 'Invalid', `admission webhook "${webhook}" denied the request: ${words.join(', ')}${rest}`, { causes });
}
