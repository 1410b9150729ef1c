import { Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EventKind } from '../../../../../contracts/kinds';
import { EmptyView, StateView } from '../../../../components/ui/StateView';
import { disksOf } from '../../../../domain/details/disks';
import { concernsMachine, eventFacts } from '../../../../domain/details/events';
import type { EventFacts } from '../../../../domain/details/events';
import { useK8sList } from '../../../../k8s/use-k8s-list';
import { SimpleTable } from '../SimpleTable';
import type { Machine } from '../use-machine';
import { When } from '../When';

/** What happened to the machine, its instance, its pod and its disks; newest first, live. */
export default function EventsTab({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, row } = machine;
  const [warnings, setWarnings] = useState(false);
  const { items, loaded, error, retry } = useK8sList(EventKind, { namespace: row.namespace });
  const events = useMemo(() => {
    const disks = disksOf(vm, vmi).map((disk) => disk.source.name);
    return items
      .map(eventFacts)
      .filter((event) => concernsMachine(event, row.name, disks))
      .sort((one, other) => other.last - one.last);
  }, [items, vm, vmi, row.name]);
  const shown = warnings ? events.filter((event) => event.warning) : events;
  return (
    <StateView
      loaded={loaded}
      failure={error}
      onRetry={retry}
      empty={events.length === 0}
      emptyView={<EmptyView title={t('No events')} body={t('The cluster keeps events for about an hour.')} />}
    >
      <ToggleGroup aria-label={t('Kind of event')}>
        <ToggleGroupItem text={t('All events')} isSelected={!warnings} onChange={() => setWarnings(false)} />
        <ToggleGroupItem text={t('Warnings')} isSelected={warnings} onChange={() => setWarnings(true)} />
      </ToggleGroup>
      <SimpleTable<EventFacts>
        label={t('Events')}
        rows={shown}
        rowKey={(event) => event.uid}
        columns={[
          { title: t('Last seen'), cell: (event) => <When time={event.last} /> },
          { title: t('Type'), cell: (event) => <Label color={event.warning ? 'orange' : 'blue'}>{event.warning ? t('Warning') : t('Normal')}</Label> },
          { title: t('Reason'), cell: (event) => event.reason },
          { title: t('Object'), cell: (event) => `${event.kind} ${event.name}` },
          { title: t('Message'), cell: (event) => event.message },
          { title: t('Count'), cell: (event) => event.count },
        ]}
      />
    </StateView>
  );
}
