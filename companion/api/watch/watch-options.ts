import type { StatusCause } from '../../../contracts/objects';
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
  const initialEvents = flag(query, 'sendInitialEvents');
  const bookmarks = flag(query, 'allowWatchBookmarks');
  const timeoutSeconds = integer(query, 'timeoutSeconds');
  integer(query, 'limit');
  checkMatch(query);
  const revision = version === '' ? 0 : storageRevision(version);
  return { since: revision === 0 || initialEvents ? undefined : revision, bookmarks, initialEvents, timeoutSeconds };
}

function checkMatch(query: URLSearchParams): void {
  const match = query.get('resourceVersionMatch') ?? '';
  const initial = query.get('sendInitialEvents') !== null;
  const causes: StatusCause[] = [];
  const refuse = (why: string) => causes.push(forbiddenField('resourceVersionMatch', why));
  if (initial && match !== 'NotOlderThan') refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  if (match !== '') {
    if (!initial) refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
    if (match !== 'NotOlderThan') causes.push(unsupported('resourceVersionMatch', match, ['NotOlderThan']));
  }
  // A watch without a version is one that begins with what is there, and thus has a match of its own.
  const fromStart = ['', '0'].includes(query.get('resourceVersion') ?? '');
  if (query.get('continue') && (match !== '' || fromStart)) refuse('resourceVersionMatch is forbidden when continue is provided');
  if (causes.length > 0) throw invalidOptions('ListOptions', causes);
}
