import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../kinds/definition';
import type { Media } from './negotiate';

/** One request on its way to an answer. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  /** After impersonation. */
  user: Identity;
  media: Media;
  /** Texts of `Warning: 299` headers. */
  warnings: string[];
}

/** Indented answers are for `?pretty=true` and, unless it says false, for people: browsers and curl. */
export function wantsPretty({ req, query }: Pick<Exchange, 'req' | 'query'>): boolean {
  const pretty = query.get('pretty');
  if (pretty !== null) return pretty === '' || pretty === 'true' || pretty === '1';
  return /^(curl\/|Wget\/|Mozilla\/5\.0)/.test(req.headers['user-agent'] ?? '');
}
