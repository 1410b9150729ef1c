import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/ui/Icon';
import { openDialog } from '../../../state/dialogs';
import { ExportMenu } from './ExportMenu';
import { FacetsButton } from './FacetsButton';
import styles from './list.module.css';
import { SavedSearches } from './SavedSearches';
import { SearchBar } from './SearchBar';
import type { ListModel } from './use-list-model';
import { valueSource } from './value-source';

interface ListToolbarProps {
  model: ListModel;
  narrow: boolean;
  shown: number;
  /** All there are, or as many as the server has announced. */
  all: number;
  complete: boolean;
}

const Toolbar = ({ model, narrow, shown, all, complete }: ListToolbarProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { store, query, url, preferences, changePreferences, allColumns, columns } = model;
  const machines = useCallback(() => store.rows.values(), [store]);
  const values = useMemo(() => valueSource(machines), [machines]);
  const exported = useMemo(() => columns.filter((column) => column.sort), [columns]);
  const submit = (text: string) => {
    query.setText(text);
    model.remember(text);
  };
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
      <SearchBar text={query.text} onChange={query.type} onSubmit={submit} onLeave={query.settle} values={values} />
      <FacetsButton query={query.query} onQuery={query.setQuery} rows={machines} />
      <SavedSearches text={query.text} onText={query.setText} searches={model.searches} onChange={model.changeSearches} />
      <div className={styles.viewing}>
        <span className={styles.count} role="status" data-test="vm-count">
          {complete ? t('{{shown}} of {{all}}', { shown, all }) : t('{{shown}} of {{all}}, loading', { shown, all })}
        </span>
        <ToggleGroup aria-label={t('View')} isCompact>
          <ToggleGroupItem
            icon={<Icon name="list" />}
            aria-label={t('Table')}
            isSelected={url.view === 'table'}
            onChange={() => url.change({ view: '' })}
            buttonId="view-table"
          />
          <ToggleGroupItem
            icon={<Icon name="tiles" />}
            aria-label={t('Screens')}
            isSelected={url.view === 'tiles'}
            onChange={() => url.change({ view: 'tiles' })}
            buttonId="view-tiles"
          />
        </ToggleGroup>
        <ExportMenu
          columns={exported}
          rows={model.matching}
          metrics={model.metrics}
          dense={preferences.dense}
          onDense={(dense) => changePreferences((before) => ({ ...before, dense }))}
          onColumns={openColumns}
        />
      </div>
    </div>
  );
};

/** Finding and viewing: search, facets, saved searches, table or screens, columns. Machines may change without it. */
export const ListToolbar = memo(Toolbar);
