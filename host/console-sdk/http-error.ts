/** What the console's fetch functions reject with when the server refuses: the status code and the answer itself. */
export class HttpError extends Error {
  constructor(
    message: string,
    readonly code?: number,
    readonly response?: Response,
    readonly json?: unknown,
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/** No answer within the time given. */
export class TimeoutError extends Error {
  constructor(
    readonly url: string,
    readonly ms: number,
  ) {
    super(`Call to ${url} timed out after ${ms}ms.`);
    this.name = 'TimeoutError';
  }
}

/** The first of: a Status' first cause, its message, its `error`, the status text. */
export function messageOf(json: unknown, response: Response): string {
  const body = fields(json);
  const causes = fields(body.details).causes;
  const cause = fields(Array.isArray(causes) ? causes[0] : undefined);
  const candidates = [cause.message, body.message, body.error, response.statusText];
  const found = candidates.find((each): each is string => typeof each === 'string' && each !== '');
  return found ?? `The server answered with status ${response.status}`;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
