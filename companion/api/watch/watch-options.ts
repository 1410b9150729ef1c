import { ApiError } from '../../lib/api-error';
import { flag, forbiddenField, integer, invalidOptions, unsupported } from '../http/options';

export interface WatchOptions {
  /** Undefined: everything that exists first, then changes. */
  since: number | undefined;
  bookmarks: boolean;
  /** A bookmark marks the end of the initial objects. */
  initialEvents: boolean;
  timeoutSeconds: number | undefined;
}

/** Reads and checks the query of a watch. */
export function watchOptions(query: URLSearchParams): WatchOptions {
  const version = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const initialEvents = flag(query, 'sendInitialEvents');
  const bookmarks = flag(query, 'allowWatchBookmarks');
  const timeoutSeconds = integer(query, 'timeoutSeconds');
  checkMatch(match, query.get('sendInitialEvents') !== null);
  if (version !== '' && !/^\d{1,18}$/.test(version)) {
    const quoted = JSON.stringify(version);
    throw new ApiError(500, '', `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  }
  const fromStart = version === '' || version === '0' || initialEvents;
  return { since: fromStart ? undefined : Number(version), bookmarks, initialEvents, timeoutSeconds };
}

function checkMatch(match: string, initial: boolean): void {
  const refuse = (why: string) => invalidOptions('ListOptions', [forbiddenField('resourceVersionMatch', why)]);
  if (initial && match !== 'NotOlderThan') throw refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  if (match === '' || initial) return;
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    throw invalidOptions('ListOptions', [unsupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', ''])]);
  }
  throw refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
}
