import { Button } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContributedActions } from '../../../actions/ContributedActions';
import { mergeContributed } from '../../../actions/merge-contributed';
import { useBulkActions } from '../../../actions/use-bulk-actions';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import type { ContributedAction } from '../../../console/action-extensions';
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
  const own = useBulkActions(selected);
  const [contributed, setContributed] = useState<readonly ContributedAction[]>([]);
  const items = useMemo(() => mergeContributed(own, contributed), [own, contributed]);
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
      <ContributedActions rows={selected} onActions={setContributed} />
      <ActionMenu label={t('Actions')} items={items} />
      <Button variant="link" isInline onClick={() => onKeys(new Set())}>
        {t('Select none')}
      </Button>
    </div>
  );
};
