import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { KubeObject } from '../../../../contracts/objects';
import type { SortState } from '../../../components/ui/table/types';
import type { ResourceSpec } from '../resource-spec';

export interface ListView {
  name: string;
  filters: ReadonlySet<string>;
  /** What the table begins with. */
  sort: SortState;
  setName(name: string): void;
  toggleFilter(id: string): void;
  matches(object: KubeObject): boolean;
}

/** What of a list is shown; name and filters stand in the URL, so that a link shows the same. */
export function useListView(spec: ResourceSpec): ListView {
  const [search, setSearch] = useSearchParams();
  const name = search.get('name') ?? '';
  const chosen = search.get('filter') ?? '';
  const filters = useMemo(() => new Set(chosen === '' ? [] : chosen.split(',')), [chosen]);
  const matches = useCallback(
    (object: KubeObject) => {
      if (!object.metadata.name.includes(name.trim().toLowerCase())) return false;
      return (spec.filters ?? []).every((each) => !filters.has(each.id) || each.matches(object));
    },
    [filters, name, spec],
  );
  const write = (key: string, value: string): void => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  };
  return {
    name,
    filters,
    sort: { column: 'name', descending: false },
    setName: (value) => write('name', value),
    toggleFilter: (id) => {
      const next = new Set(filters);
      if (!next.delete(id)) next.add(id);
      write('filter', [...next].join(','));
    },
    matches,
  };
}
