import type { Clock } from '../../lib/clock';
import type { StoredRecord } from '../../store/record';
import type { Store } from '../../store/store';
import type { Selection } from '../selectors/selection';
import { encodeContinue, expiredToken } from './continue-token';
import { expiredVersion, storageRevision, tooLargeVersion } from './list-options';
import type { ListOptions } from './list-options';
import { recordsAt } from './snapshot';

export interface Page {
  records: StoredRecord[];
  revision: number;
  continue?: string;
  remaining?: number;
}

/** How long a list waits for a revision from the future. */
const WAIT_MS = 3000;

/** One page of a list: consistent with the pages before it, or refused with 410. */
export async function readPage(store: Store, clock: Clock, resource: string, selection: Selection, options: ListOptions): Promise<Page> {
  const wanted = options.token ? options.token.revision : (options.revision ?? 0);
  if (wanted > store.revision && !(await reaches(store, clock, resource, wanted))) throw tooLargeVersion(wanted, store.revision);
  const frozen = options.token ? options.token.revision > 0 : options.exact;
  const revision = frozen ? wanted : store.revision;
  const all = recordsAt(store, resource, selection.namespace, revision);
  if (!all) throw options.token ? expiredToken(options.token) : expiredVersion();
  return pageOf(all, revision, selection, options);
}

/** Before one object is read: waits for the version the client knows of, or refuses as a storage does. */
export async function notOlderThan(store: Store, clock: Clock, resource: string, version: string): Promise<void> {
  if (version === '') return;
  const wanted = storageRevision(version);
  if (wanted > store.revision && !(await reaches(store, clock, resource, wanted))) throw tooLargeVersion(wanted, store.revision);
}

function pageOf(all: StoredRecord[], revision: number, selection: Selection, { limit, token }: ListOptions): Page {
  let at = token ? firstFrom(all, keyFrom(token.start, selection.namespace)) : 0;
  const whole = at === 0 && limit === 0;
  if (whole) return { records: selection.selective || selection.name ? all.filter(selection.matches) : all, revision };
  const records: StoredRecord[] = [];
  for (; at < all.length && (limit === 0 || records.length < limit); at += 1) {
    const record = all[at];
    if (record && selection.matches(record)) records.push(record);
  }
  const last = records[records.length - 1];
  if (!last || !hasMore(all, at, selection)) return { records, revision };
  const lastKey = selection.namespace ? last.name : last.key;
  return {
    records,
    revision,
    continue: encodeContinue(revision, lastKey),
    ...(selection.selective ? {} : { remaining: all.length - at }),
  };
}

function hasMore(all: StoredRecord[], at: number, { selective, matches }: Selection): boolean {
  return selective ? all.slice(at).some(matches) : at < all.length;
}

/** Keys in tokens are relative to the namespace of the list. */
function keyFrom(start: string, namespace: string | undefined): string {
  return namespace ? `${namespace}/${start}` : start;
}

function firstFrom(records: readonly StoredRecord[], key: string): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = records[middle];
    if (record && record.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Waits a little for a revision another server may already have shown. */
function reaches(store: Store, clock: Clock, resource: string, revision: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (reached: boolean) => {
      stop();
      cancel();
      resolve(reached);
    };
    const stop = store.subscribe({ resource }, () => store.revision >= revision && end(true));
    const cancel = clock.after(WAIT_MS, () => end(store.revision >= revision));
  });
}
