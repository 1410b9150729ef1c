import { systemClock } from '../../../domain/clock';
import type { VmRow } from '../../../domain/inventory/row';
import type { ValueSource } from '../../../domain/search/complete';
import { facetCounts } from '../../../domain/search/facets';

/** Typing on must not wait for ten thousand machines to be counted again; an offer may be this old. */
const KEPT_MS = 2000;

/** The values to offer while someone types, the most frequent first. */
export function valueSource(rows: () => Iterable<VmRow>, now: () => number = systemClock.now): ValueSource {
  const known = new Map<string, { at: number; values: readonly string[] }>();
  return (key) => {
    const found = known.get(key.key);
    if (found && now() - found.at < KEPT_MS) return found.values;
    const values = facetCounts(key, rows()).map((each) => each.value);
    known.set(key.key, { at: now(), values });
    return values;
  };
}
