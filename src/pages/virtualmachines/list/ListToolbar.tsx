import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/ui/Icon';
import { facetCounts } from '../../../domain/search/facets';
import type { SearchKey } from '../../../domain/search/keys';
import { openDialog } from '../../../state/dialogs';
import { ExportMenu } from './ExportMenu';
import { FacetsButton } from './FacetsButton';
import styles from './list.module.css';
import { SavedSearches } from './SavedSearches';
import { SearchBar } from './SearchBar';
import type { ListModel } from './use-list-model';

/** Finding and viewing: search, facets, saved searches, table or screens, columns. */
export const ListToolbar = ({ model, narrow }: { model: ListModel; narrow: boolean }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { store, query, rows, url, preferences, changePreferences, allColumns, columns, state } = model;
  const all = useCallback(() => store.rows.values(), [store]);
  const values = useCallback((key: SearchKey) => facetCounts(key, store.rows.values()).map((each) => each.value), [store]);
  const openColumns = () =>
    openDialog('columns', {
      columns: allColumns.map(({ id, title, standard }) => ({ id, title, standard })),
      chosen: columns.map((column) => column.id),
      onSave: (ids: readonly string[]) => changePreferences((before) => ({ ...before, columns: ids })),
    });
  return (
    <div className={styles.toolbar}>
      {!narrow && (
        <Button
          variant="plain"
          aria-label={preferences.tree ? t('Hide the tree') : t('Show the tree')}
          aria-pressed={preferences.tree}
          icon={<Icon name="tree" />}
          onClick={() => changePreferences((before) => ({ ...before, tree: !before.tree }))}
          data-test="toggle-tree"
        />
      )}
      <SearchBar text={query.text} onChange={query.setText} onSubmit={model.remember} values={values} />
      <FacetsButton query={query.query} onQuery={query.setQuery} rows={all} />
      <SavedSearches text={query.text} onText={query.setText} searches={model.searches} onChange={model.changeSearches} />
      <span className={styles.count} role="status" data-test="vm-count">
        {state.complete ? t('{{shown}} of {{all}}', { shown: rows.length, all: store.rows.size }) : t('{{shown}} of {{all}}, loading', { shown: rows.length, all: state.read + state.remaining })}
      </span>
      <ToggleGroup aria-label={t('View')} isCompact>
        <ToggleGroupItem icon={<Icon name="list" />} aria-label={t('Table')} isSelected={url.view === 'table'} onChange={() => url.change({ view: '' })} buttonId="view-table" />
        <ToggleGroupItem icon={<Icon name="tiles" />} aria-label={t('Screens')} isSelected={url.view === 'tiles'} onChange={() => url.change({ view: 'tiles' })} buttonId="view-tiles" />
      </ToggleGroup>
      <ExportMenu columns={columns.filter((column) => column.sort)} rows={rows} dense={preferences.dense} onDense={(dense) => changePreferences((before) => ({ ...before, dense }))} onColumns={openColumns} />
    </div>
  );
};
