import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { SortState } from '../../../components/ui/table/types';
import { foreignParameters, foreignQuery } from '../../../domain/search/foreign-parameters';

export type ListViewKind = 'table' | 'tiles';

/** What of the list lives in the URL: so it can be linked, and Back works. */
export interface ListUrl {
  query: string;
  sort: SortState;
  view: ListViewKind;
  /** Key of the machine shown in the side panel. */
  peek: string;
  /** Parts of the URL that mean nothing here: from another version, or edited by hand. */
  ignored: readonly string[];
  change(values: Partial<Record<'q' | 'sort' | 'view' | 'peek', string>>): void;
}

function readSort(text: string | null, columns: ReadonlySet<string>): SortState | undefined {
  if (text === null || text === '') return undefined;
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  return columns.has(column) ? { column, descending } : undefined;
}

export const sortText = (sort: SortState): string => `${sort.descending ? '-' : ''}${sort.column}`;

/** Besides those of the list itself: what links of other lists say, and the console's own switch of plugins. */
const known = new Set(['q', 'sort', 'view', 'peek', 'disable-plugins', ...foreignParameters]);

function queryOf(params: URLSearchParams): string {
  return [params.get('q') ?? '', foreignQuery(params)].filter((part) => part !== '').join(' ');
}

function ignoredOf(params: URLSearchParams, sort: SortState | undefined): string[] {
  const view = params.get('view');
  return [
    ...(params.get('sort') && !sort ? [`sort=${params.get('sort') ?? ''}`] : []),
    ...(view !== null && view !== 'table' && view !== 'tiles' ? [`view=${view}`] : []),
    ...[...params].filter(([name]) => !known.has(name)).map(([name, value]) => `${name}=${value}`),
  ];
}

/** The list's state in the URL; `columns` are the ids that may be sorted by. */
export function useListUrl(columns: ReadonlySet<string>): ListUrl {
  const [params, setParams] = useSearchParams();
  const change = useCallback<ListUrl['change']>(
    (values) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          // They are part of the query that is written now.
          if (values.q !== undefined) for (const name of foreignParameters) next.delete(name);
          for (const [name, value] of Object.entries(values)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return useMemo(() => {
    const sort = readSort(params.get('sort'), columns);
    return {
      query: queryOf(params),
      sort: sort ?? { column: 'name', descending: false },
      view: params.get('view') === 'tiles' ? 'tiles' : 'table',
      peek: params.get('peek') ?? '',
      ignored: ignoredOf(params, sort),
      change,
    };
  }, [params, columns, change]);
}
