import type { VmRow } from '../inventory/row';
import { statusFacts } from '../vm-status';
import type { SearchKey } from './keys';

export interface FacetValue {
  value: string;
  count: number;
}

function* textsOf(key: SearchKey, row: VmRow): Iterable<string> {
  if (key.type === 'label') {
    for (const name in row.labels) yield `${name}=${row.labels[name] ?? ''}`;
    return;
  }
  yield* key.texts?.(row) ?? [];
  const { group } = statusFacts(row.status);
  // A group of one status of the same name would only repeat it.
  if (key.type === 'status' && group !== row.status.toLowerCase()) yield group;
}

/** The values of a key among machines, the most frequent first. One pass, made when a menu opens. */
export function facetCounts(key: SearchKey, rows: Iterable<VmRow>): FacetValue[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of textsOf(key, row)) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
}
