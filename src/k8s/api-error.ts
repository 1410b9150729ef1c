import type { StatusCause } from '../../contracts/objects';
import type { ApiFailure } from './types';

/** What every call of this room rejects with. */
export class ApiError extends Error implements ApiFailure {
  override readonly name = 'ApiError';

  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly causes: StatusCause[] = [],
  ) {
    super(message);
  }
}

/** True for answers that a repetition cannot change: the caller is unknown, forbidden, or the thing is not there. */
export function isFinal(failure: ApiFailure): boolean {
  return failure.code === 401 || failure.code === 403 || failure.code === 404;
}

/** A plain, cloneable copy of anything that was thrown. */
export function toFailure(thrown: unknown): ApiFailure {
  if (thrown instanceof ApiError) {
    return { code: thrown.code, reason: thrown.reason, message: thrown.message, causes: thrown.causes };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 0, reason: 'NoAnswer', message, causes: [] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function causesOf(details: unknown): StatusCause[] {
  if (!isRecord(details) || !Array.isArray(details.causes)) return [];
  return details.causes.filter(isRecord).map((cause) => ({
    ...(typeof cause.reason === 'string' && { reason: cause.reason }),
    ...(typeof cause.message === 'string' && { message: cause.message }),
    ...(typeof cause.field === 'string' && { field: cause.field }),
  }));
}

/** The words of a `Status` body, or of a plain text body: KubeVirt refuses its proxied GETs with bare text. */
export function errorFromBody(code: number, statusText: string, body: string): ApiError {
  try {
    const status: unknown = JSON.parse(body);
    if (isRecord(status) && typeof status.message === 'string') {
      const reason = typeof status.reason === 'string' ? status.reason : statusText;
      return new ApiError(code, reason, status.message, causesOf(status.details));
    }
    // Prometheus puts its words into `error` (HTTP API, "Format overview").
    if (isRecord(status) && typeof status.error === 'string') return new ApiError(code, statusText, status.error);
  } catch {
    // Not JSON: the text itself is the message.
  }
  const text = body.trim();
  const readable = text !== '' && !text.startsWith('<') ? text : `${code} ${statusText}`.trim();
  return new ApiError(code, statusText, readable);
}
