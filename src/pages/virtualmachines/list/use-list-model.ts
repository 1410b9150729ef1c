import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SortState } from '../../../components/ui/table/types';
import { rowOrder } from '../../../domain/inventory/live-view';
import type { VmRow } from '../../../domain/inventory/row';
import { useInventory, useInventoryView } from '../../../k8s/inventory/use-inventory';
import { readListPreferences, readSearchPreferences, withRecent } from '../../../state/list-preferences';
import { usePreference } from '../../../state/use-preference';
import { vmColumns, withValues } from './columns';
import type { VmColumn } from './columns';
import { sortText, useListUrl } from './use-list-url';
import { useListQuery } from './use-list-query';
import { useLiveMetrics } from './use-live-metrics';
import type { ListQuery } from './use-list-query';

function chosenColumns(all: readonly VmColumn[], ids: readonly string[], namespace: string | undefined): VmColumn[] {
  const wanted = ids.flatMap((id) => all.find((column) => column.id === id) ?? []);
  const columns = wanted.length > 0 ? wanted : all.filter((column) => column.standard);
  return columns.filter((column) => namespace === undefined || column.id !== 'namespace');
}

/** What the list of one scope consists of beside its rows: these change with every event, this does not. */
export function useListModel(namespace: string | undefined) {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const store = useInventory(namespace);
  const [preferences, changePreferences] = usePreference('list', readListPreferences);
  const [searches, changeSearches] = usePreference('searches', readSearchPreferences);
  const allColumns = useMemo(() => vmColumns((key, values) => t(key, values ?? {}), i18n.language), [t, i18n.language]);
  const columns = useMemo(() => chosenColumns(allColumns, preferences.columns, namespace), [allColumns, preferences.columns, namespace]);
  const url = useListUrl(useMemo(() => new Set(allColumns.filter((column) => column.sort).map((column) => column.id)), [allColumns]));
  const query = useListQuery(url);
  const { column, descending } = url.sort;
  const [metrics, sortValues] = useLiveMetrics(namespace, column);
  const order = useMemo(() => {
    const found = allColumns.find((each) => each.id === column);
    const sorted = found && withValues(found, sortValues, i18n.language);
    return rowOrder((row: VmRow) => sorted?.sort?.(row) ?? '', descending);
  }, [allColumns, column, descending, sortValues, i18n.language]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { change } = url;
  const onSort = useCallback((next: SortState) => change({ sort: sortText(next) }), [change]);
  const remember = useCallback((text: string) => changeSearches((before) => withRecent(before, text)), [changeSearches]);
  useFavourite(searches.favourite, query);
  const latest = useRef<readonly VmRow[]>([]);
  const matching = useCallback(() => latest.current, []);
  return useMemo(
    () => ({
      store,
      preferences,
      changePreferences,
      searches,
      changeSearches,
      allColumns,
      columns,
      url,
      query,
      order,
      metrics,
      selected,
      setSelected,
      onSort,
      remember,
      latest,
      matching,
    }),
    [
      store,
      preferences,
      changePreferences,
      searches,
      changeSearches,
      allColumns,
      columns,
      url,
      query,
      order,
      metrics,
      selected,
      onSort,
      remember,
      matching,
    ],
  );
}

export type ListModel = ReturnType<typeof useListModel>;

/** The rows that match, in order, as they change; remembered for what needs them only when asked. */
export function useMatchingRows({ store, query, order, latest }: ListModel): readonly VmRow[] {
  const rows = useInventoryView(store, query.matches, order);
  useEffect(() => {
    latest.current = rows;
  }, [latest, rows]);
  return rows;
}

/** A fresh list without a query in its URL begins with the favourite search; once something was looked for it is not fresh. */
function useFavourite(favourite: string, { text, setText }: ListQuery): void {
  const fresh = useRef(true);
  useEffect(() => {
    if (text !== '') fresh.current = false;
    if (!fresh.current || favourite === '') return;
    fresh.current = false;
    setText(favourite);
  }, [favourite, text, setText]);
}
