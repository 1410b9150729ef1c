import { SearchInput } from '@patternfly/react-core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/ui/PageHeader';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import { EmptyView, StateView } from '../../../components/ui/StateView';
import { DataTable } from '../../../components/ui/table/DataTable';
import type { SortState } from '../../../components/ui/table/types';
import type { VmRow } from '../../../domain/inventory/row';
import { vmPath } from '../../../domain/paths';
import { useInventory, useInventoryState, useInventoryView } from '../../../k8s/inventory/use-inventory';
import { vmColumns } from './columns';
import { CreateButton } from './CreateButton';
import styles from './list.module.css';
import { RowMenu } from './RowMenu';

const rowKey = (row: VmRow) => row.key;
const rowMenu = (row: VmRow) => <RowMenu row={row} />;

/** The list: what is there, narrowed and ordered. */
export const VmList = ({ namespace }: { namespace: string | undefined }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const store = useInventory(namespace);
  const state = useInventoryState(store);
  const [params, setParams] = useSearchParams();
  const query = params.get('q') ?? '';
  const [sort, setSort] = useState<SortState>({ column: 'name', descending: false });
  const columns = useMemo(
    () => vmColumns((key, values) => t(key, values ?? {}), i18n.language).filter((each) => each.standard && (namespace === undefined || each.id !== 'namespace')),
    [t, i18n.language, namespace],
  );
  const matches = useCallback((row: VmRow) => row.name.includes(query), [query]);
  const order = useMemo(() => {
    const found = columns.find((each) => each.id === sort.column) ?? columns[0];
    return { keyOf: (row: VmRow) => found?.sort(row) ?? '', descending: sort.descending };
  }, [columns, sort]);
  const rows = useInventoryView(store, matches, order);
  const search = (value: string) => setParams((before) => (value === '' ? before.delete('q') : before.set('q', value), before), { replace: true });
  return (
    <>
      <PageHeader title={t('VirtualMachines')} actions={<CreateButton namespace={namespace} />} />
      <div className={styles.toolbar}>
        <SearchInput className={styles.search} aria-label={t('Filter by name')} placeholder={t('Filter by name')} value={query} onChange={(_, value) => search(value)} onClear={() => search('')} data-test="vm-search" />
        <StaleNotice since={state.staleSince} onRetry={store.retry} />
        <span className={styles.count} role="status" data-test="vm-count">
          {t('{{shown}} of {{all}}', { shown: rows.length, all: store.rows.size })}
        </span>
      </div>
      <StateView
        loaded={state.loaded}
        empty={rows.length === 0}
        failure={state.failure}
        onRetry={store.retry}
        emptyView={<EmptyView title={t('No virtual machines')} />}
      >
        <DataTable
          label={t('VirtualMachines')}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          sort={sort}
          onSort={setSort}
          menu={rowMenu}
          onOpen={(row) => void navigate(vmPath(row))}
        />
      </StateView>
    </>
  );
};
