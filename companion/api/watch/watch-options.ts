import { storageRevision } from '../list/list-options';
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
  const revision = version === '' ? 0 : storageRevision(version);
  return { since: revision === 0 || initialEvents ? undefined : revision, bookmarks, initialEvents, timeoutSeconds };
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
