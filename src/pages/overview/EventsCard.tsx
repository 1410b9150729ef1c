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

/** Events cannot be asked for newest first: beyond this many machines, reading all of them would not pay. */
const MOST_MACHINES = 2000;

interface EventsCardProps {
  namespace: string | undefined;
  /** How many there are; undefined until all have been counted. */
  machines: number | undefined;
}

/** What happened to machines lately, newest first. */
export const EventsCard = ({ namespace, machines }: EventsCardProps) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const isCounted = machines !== undefined;
  const enabled = isCounted && machines <= MOST_MACHINES;
  const ofMachines = useVisibleList(EventKind, {
    namespace,
    enabled,
    fieldSelector: 'involvedObject.kind=VirtualMachine',
  });
  const ofInstances = useVisibleList(EventKind, {
    namespace,
    enabled,
    fieldSelector: 'involvedObject.kind=VirtualMachineInstance',
  });
  const events = useMemo(
    () => newestEvents([...ofMachines.items, ...ofInstances.items], SHOWN),
    [ofInstances.items, ofMachines.items],
  );
  return (
    <Card isCompact data-test="events">
      <CardTitle component="h2">{t('Recent events')}</CardTitle>
      <CardBody>
        <StateView
          loaded={enabled ? ofInstances.loaded : isCounted}
          empty={events.length === 0}
          failure={ofInstances.error}
          onRetry={ofInstances.retry}
          emptyView={<p>{enabled ? t('Nothing happened within the last hour.') : t('Choose a project to see its events.')}</p>}
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
