import { Button } from '@patternfly/react-core';
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from 'react';
import type { DragEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { chooseByKey } from '../../../actions/perform';
import { useActionContext } from '../../../actions/use-action-context';
import { EmptyView, LoadingRows, StateView } from '../../../components/ui/StateView';
import { DataTable } from '../../../components/ui/table/DataTable';
import type { VmRow } from '../../../domain/inventory/row';
import { vmCreatePath, vmPath } from '../../../domain/paths';
import type { InventoryState } from '../../../k8s/inventory/protocol';
import { ContextMenu } from './ContextMenu';
import { dragRows } from './drag';
import { columnsInTheWay } from './fitting';
import { foldColumns, narrowColumns } from './narrow';
import { RowMenu, RowMenuContext } from './RowMenu';
import type { ListModel } from './use-list-model';
import { LiveMetricsContext } from './use-live-metrics';

const Screens = lazy(() => import(/* webpackChunkName: "list-screens" */ './screens/Screens'));

const rowKey = (row: VmRow) => row.key;
const rowLabel = (row: VmRow) => row.name;
const rowMenu = (row: VmRow) => <RowMenu row={row} />;

interface ListBodyProps {
  model: ListModel;
  rows: readonly VmRow[];
  state: InventoryState;
  namespace: string | undefined;
  narrow: boolean;
  /** Of the table, in pixels. */
  width: number;
}

const NothingThere = ({ namespace }: { namespace: string | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <EmptyView
      icon="vm"
      title={t('No virtual machines')}
      body={t('Choose a bootable volume in the catalog and have a machine in a minute.')}
      actions={<Link to={vmCreatePath(namespace, 'catalog')}>{t('Create a virtual machine')}</Link>}
    />
  );
};

const NothingMatches = ({ onClear }: { onClear(): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <EmptyView
      icon="search"
      title={t('No machine matches')}
      body={t('Every machine is hidden by the filters.')}
      actions={<Button onClick={onClear}>{t('Clear filters')}</Button>}
    />
  );
};

/** The rows: as a table or as screens, or the reason why there are none. */
export const ListBody = ({ model, rows, state, namespace, narrow, width }: ListBodyProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const context = useActionContext();
  const { store, columns, url, query, metrics, selected, setSelected, preferences, changePreferences } = model;
  const [menu, setMenu] = useState<{ row: VmRow; x: number; y: number }>();
  const { change } = url;
  const peek = useCallback((row: VmRow) => change({ peek: row.key }), [change]);
  const openAt = useCallback((row: VmRow, x: number, y: number) => setMenu({ row, x, y }), []);
  const openMenu = useCallback((row: VmRow, event: MouseEvent | undefined) => {
    event?.preventDefault();
    setMenu({ row, x: event?.clientX ?? window.innerWidth / 2, y: event?.clientY ?? window.innerHeight / 3 });
  }, []);
  const drag = useCallback(
    (row: VmRow, event: DragEvent) =>
      dragRows(event, selected.has(row.key) ? [...selected].flatMap((key) => store.rows.get(key) ?? []) : [row]),
    [selected, store],
  );
  // Compact rows have one line only. Joined, so that a width at which the same columns fit draws nothing anew.
  const moved = preferences.dense ? '' : columnsInTheWay(columns, width).join(' ');
  const shown = useMemo(() => (narrow ? narrowColumns(columns) : foldColumns(columns, moved.split(' ').filter(Boolean))), [narrow, columns, moved]);
  const selection = useMemo(() => ({ keys: selected, onChange: setSelected }), [selected, setSelected]);
  const resize = useCallback(
    (column: string, width: number) => changePreferences((before) => ({ ...before, widths: { ...before.widths, [column]: width } })),
    [changePreferences],
  );
  const isTable = url.view === 'table';
  useEffect(() => metrics.show(isTable ? shown.map((column) => column.id) : []), [metrics, shown, isTable]);
  const look = useCallback((visible: readonly VmRow[]) => metrics.look(visible.map(rowKey)), [metrics]);
  const nothing = store.rows.size === 0 ? <NothingThere namespace={namespace} /> : <NothingMatches onClear={() => query.setText('')} />;
  return (
    <StateView
      loaded={state.loaded || store.rows.size > 0}
      empty={rows.length === 0 && (state.complete || store.rows.size > 0)}
      failure={state.failure}
      onRetry={store.retry}
      emptyView={nothing}
    >
      <RowMenuContext.Provider value={openAt}>
        {!isTable ? (
          <Suspense fallback={<LoadingRows />}>
            <Screens rows={rows} onPeek={peek} />
          </Suspense>
        ) : (
          <LiveMetricsContext.Provider value={metrics}>
            <DataTable
              label={t('VirtualMachines')}
              columns={shown}
              rows={rows}
              rowKey={rowKey}
              rowLabel={rowLabel}
              sort={url.sort}
              onSort={model.onSort}
              selection={selection}
              menu={rowMenu}
              onOpen={(row) => void navigate(vmPath(row))}
              onActivate={peek}
              onKey={(row, key) => chooseByKey(key, row, context)}
              onContextMenu={openMenu}
              onDragStart={drag}
              widths={narrow ? undefined : preferences.widths}
              onResize={narrow ? undefined : resize}
              dense={preferences.dense && !narrow}
              tall={narrow}
              onVisible={look}
            />
          </LiveMetricsContext.Provider>
        )}
      </RowMenuContext.Provider>
      {menu && <ContextMenu row={store.rows.get(menu.row.key) ?? menu.row} x={menu.x} y={menu.y} onClose={() => setMenu(undefined)} />}
    </StateView>
  );
};
