import { Title } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EventKind } from '../../../../../contracts/kinds';
import type { EventObject } from '../../../../../contracts/virt';
import { StatusLabel } from '../../../../components/ui/StatusLabel';
import { formatAge } from '../../../../domain/age';
import type { VmRow } from '../../../../domain/inventory/row';
import { time } from '../../../../domain/read';
import { useK8sList } from '../../../../k8s/use-k8s-list';
import styles from './peek.module.css';

const SHOWN = 6;

function lastSeen(event: EventObject): number {
  return time(event, 'lastTimestamp') || time(event, 'eventTime') || time(event, 'metadata', 'creationTimestamp');
}

/** The latest events of a machine and of its instance, which bears the same name. */
export const PeekEvents = ({ row }: { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { items, loaded, error } = useK8sList(EventKind, { namespace: row.namespace, fieldSelector: `involvedObject.name=${row.name}` });
  const latest = useMemo(() => [...items].sort((left, right) => lastSeen(right) - lastSeen(left)).slice(0, SHOWN), [items]);
  return (
    <section>
      <Title headingLevel="h3" size="md">
        {t('Latest events')}
      </Title>
      {error && <p>{error.message}</p>}
      {loaded && latest.length === 0 && <p>{t('No events')}</p>}
      <ul className={styles.events}>
        {latest.map((event) => (
          <li key={event.metadata.name}>
            <StatusLabel tone={event.type === 'Warning' ? 'warning' : 'neutral'} icon={event.type === 'Warning' ? 'warning' : 'info'}>
              {event.reason ?? ''}
            </StatusLabel>
            <span className={styles.when}>{formatAge(lastSeen(event))}</span>
            <div>{event.message}</div>
          </li>
        ))}
      </ul>
    </section>
  );
};
