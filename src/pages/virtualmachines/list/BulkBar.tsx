import { Button } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBulkActions } from '../../../actions/use-bulk-actions';
import { useContributed } from '../../../actions/use-contributed';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import type { VmRow } from '../../../domain/inventory/row';
import styles from './list.module.css';

interface BulkBarProps {
  keys: ReadonlySet<string>;
  rows: ReadonlyMap<string, VmRow>;
  matching: readonly VmRow[];
  onKeys(keys: ReadonlySet<string>): void;
}

/** What can be done with the selected machines, also with those scrolled or filtered out of sight. */
export const BulkBar = ({ keys, rows, matching, onKeys }: BulkBarProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const selected = useMemo(() => {
    void matching;
    return [...keys].flatMap((key) => rows.get(key) ?? []);
  }, [keys, rows, matching]);
  const { items, providers } = useContributed(useBulkActions(selected), selected);
  const hidden = useMemo(
    () => (keys.size === 0 ? 0 : selected.length - matching.filter((row) => keys.has(row.key)).length),
    [selected, matching, keys],
  );
  if (selected.length === 0) return null;
  return (
    <div className={styles.bulk} role="region" aria-label={t('Selected machines')} data-test="bulk-bar">
      <strong>{t('{{count}} selected', { count: selected.length })}</strong>
      {hidden > 0 && <span>{t('{{count}} of them hidden by filters', { count: hidden })}</span>}
      {selected.length < matching.length && (
        <Button
          variant="link"
          isInline
          onClick={() => onKeys(new Set([...keys, ...matching.map((row) => row.key)]))}
          data-test="select-matching"
        >
          {t('Select all {{count}} that match', { count: matching.length })}
        </Button>
      )}
      {providers}
      <ActionMenu label={t('Actions')} items={items} />
      <Button variant="link" isInline onClick={() => onKeys(new Set())}>
        {t('Select none')}
      </Button>
    </div>
  );
};
