import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { VmStatus } from '../../components/vm/VmStatus';
import type { VmRow } from '../../domain/inventory/row';
import { problemWords } from '../../domain/overview/fleet-summary';
import { vmPath } from '../../domain/paths';
import styles from './overview.module.css';

const SHOWN = 10;

/** Machines that need someone, and why, in the cluster's words. */
export const ProblemsCard = ({ problems }: { problems: ReadonlyMap<string, VmRow> }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const rows = useMemo(() => [...problems.values()].sort((one, other) => (one.key < other.key ? -1 : 1)), [problems]);
  const more = rows.length - SHOWN;
  return (
    <Card isCompact data-test="problems">
      <CardTitle component="h2">{t('Problems')}</CardTitle>
      <CardBody>
        {rows.length === 0 && <p>{t('No machine is in trouble.')}</p>}
        <ul className={styles.rows} aria-label={t('Problems')}>
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.key}>
              <Link to={vmPath(row)}>{row.name}</Link> <span className={styles.subtle}>{row.namespace}</span>{' '}
              <VmStatus status={row.status} />
              <div>{problemWords(row)}</div>
            </li>
          ))}
        </ul>
        {more > 0 && <p>{t('and {{count}} more', { count: more })}</p>}
      </CardBody>
    </Card>
  );
};
