import { Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EventKind } from '../../../contracts/kinds';
import { StateView } from '../../components/ui/StateView';
import { newestEvents } from '../../domain/overview/events';
import { vmPath } from '../../domain/paths';
import { useVisibleList } from '../../k8s/use-visible-list';
import styles from './overview.module.css';

const SHOWN = 12;

/** What happened to machines lately, newest first. */
export const EventsCard = ({ namespace }: { namespace: string | undefined }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const ofMachines = useVisibleList(EventKind, { namespace, fieldSelector: 'involvedObject.kind=VirtualMachine' });
  const ofInstances = useVisibleList(EventKind, { namespace, fieldSelector: 'involvedObject.kind=VirtualMachineInstance' });
  const events = useMemo(
    () => newestEvents([...ofMachines.items, ...ofInstances.items], SHOWN),
    [ofInstances.items, ofMachines.items],
  );
  return (
    <Card isCompact data-test="events">
      <CardTitle component="h2">{t('Recent events')}</CardTitle>
      <CardBody>
        <StateView
          loaded={ofInstances.loaded}
          empty={events.length === 0}
          failure={ofInstances.error}
          onRetry={ofInstances.retry}
          emptyView={<p>{t('Nothing happened within the last hour.')}</p>}
        >
          <ul className={styles.rows} aria-label={t('Recent events')}>
            {events.map((event) => (
              <li key={event.uid}>
                <time className={styles.subtle} dateTime={new Date(event.last).toISOString()}>
                  {new Date(event.last).toLocaleTimeString(i18n.language)}
                </time>{' '}
                {event.warning && <Label color="orange">{t('Warning')}</Label>}{' '}
                <Link to={vmPath({ kind: 'vm', namespace: event.namespace, name: event.name })}>{event.name}</Link> {event.reason}
                <div className={styles.subtle}>{event.message}</div>
              </li>
            ))}
          </ul>
        </StateView>
      </CardBody>
    </Card>
  );
};
