import { Checkbox } from '@patternfly/react-core';
import LongArrowAltDownIcon from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon';
import LongArrowAltUpIcon from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ResizeHandle } from './ResizeHandle';
import styles from './table.module.css';
import type { Column, SortState } from './types';

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: SortState | undefined;
  onSort(column: string): void;
  /** Undefined: rows cannot be selected. Null: some are. */
  allSelected?: boolean | null | undefined;
  selectedCount?: number;
  onToggleAll?: (() => void) | undefined;
  onResize?: ((column: string, width: number) => void) | undefined;
  hasMenu: boolean;
}

function Head<Row>({ columns, sort, onSort, allSelected, selectedCount = 0, onToggleAll, onResize, hasMenu }: TableHeadProps<Row>) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <div role="row" aria-rowindex={1} className={styles.headRow}>
      {onToggleAll && (
        <span role="columnheader" className={styles.cell}>
          <Checkbox
            id="virtdeck-select-all"
            data-test="select-all"
            isChecked={allSelected ?? null}
            onChange={onToggleAll}
            aria-label={t('Select all rows, {{count}} selected', { count: selectedCount })}
          />
        </span>
      )}
      {columns.map((column) => {
        const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
        return (
          <span
            key={column.id}
            role="columnheader"
            aria-sort={sorted}
            className={styles.headCell}
            data-align={column.align}
            data-column={column.id}
          >
            {column.sort ? (
              <button type="button" className={styles.sortButton} onClick={() => onSort(column.id)} data-test={`sort-${column.id}`}>
                <span className={styles.clip}>{column.title}</span>
                {sorted === 'ascending' && <LongArrowAltUpIcon />}
                {sorted === 'descending' && <LongArrowAltDownIcon />}
              </button>
            ) : (
              <span className={styles.clip}>{column.title}</span>
            )}
            {onResize && (
              <ResizeHandle label={t('Width of {{column}}', { column: column.title })} onResize={(width) => onResize(column.id, width)} />
            )}
          </span>
        );
      })}
      {hasMenu && (
        <span role="columnheader" className={styles.menuCell}>
          <span className="pf-v6-screen-reader">{t('Actions')}</span>
        </span>
      )}
    </div>
  );
}

/** The head of the table: sorting by click, widths by dragging, one box for all rows. Rows come and go without it. */
export const TableHead = memo(Head) as typeof Head;
