import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EventKind } from '../../../../../contracts/kinds';
import { ErrorNotice } from '../../../../components/ui/ErrorNotice';
import { eventFacts } from '../../../../domain/details/events';
import type { EventFacts } from '../../../../domain/details/events';
import { useK8sList } from '../../../../k8s/use-k8s-list';
import { machinePath } from '../paths';
import { Section } from '../Section';
import { SimpleTable } from '../SimpleTable';
import type { Machine } from '../use-machine';
import { When } from '../When';

const latest = 5;

/** The last events of the machine and its instance, which share their name. */
export function EventsCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { namespace, name } = machine.row;
  const { items, loaded, error } = useK8sList(EventKind, { namespace, fieldSelector: `involvedObject.name=${name}` });
  const events = useMemo(() => items.map(eventFacts).sort((one, other) => other.last - one.last).slice(0, latest), [items]);
  return (
    <Section title={t('Latest events')} wide test="card-events">
      {error && !loaded && <ErrorNotice title={t('The events could not be loaded')} failure={error} />}
      {loaded && events.length === 0 && t('No events')}
      {events.length > 0 && (
        <SimpleTable<EventFacts>
          label={t('Latest events')}
          rows={events}
          rowKey={(event) => event.uid}
          columns={[
            { title: t('Last seen'), cell: (event) => <When time={event.last} /> },
            { title: t('Reason'), cell: (event) => event.reason },
            { title: t('Message'), cell: (event) => event.message },
          ]}
        />
      )}
      <Link to={machinePath(namespace, name, 'events')}>{t('All events')}</Link>
    </Section>
  );
}
