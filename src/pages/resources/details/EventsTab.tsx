import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMemo } from 'react';
import { EventKind } from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { EmptyView, StateView } from '../../../components/ui/StateView';
import { eventFacts } from '../../../domain/details/events';
import { useK8sList } from '../../../k8s/use-k8s-list';
import { When } from '../list/When';
import { useTranslate } from '../use-translate';

/** Events of cluster-wide objects are kept in this namespace. */
const CLUSTER_EVENTS = 'default';

/** What happened to the object, newest first, live. */
export const EventsTab = ({ object }: { object: KubeObject }) => {
  const t = useTranslate();
  const { name, namespace = CLUSTER_EVENTS } = object.metadata;
  const fieldSelector = `involvedObject.kind=${object.kind},involvedObject.name=${name}`;
  const { items, loaded, error, retry } = useK8sList(EventKind, { namespace, fieldSelector });
  const events = useMemo(() => items.map(eventFacts).sort((one, other) => other.last - one.last), [items]);
  return (
    <StateView
      loaded={loaded}
      empty={events.length === 0}
      failure={error}
      onRetry={retry}
      emptyView={<EmptyView title={t('No events')} body={t('The cluster keeps events for about an hour.')} />}
    >
      <Table variant="compact" aria-label={t('Events')} gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>{t('Last seen')}</Th>
            <Th>{t('Type')}</Th>
            <Th>{t('Reason')}</Th>
            <Th>{t('Message')}</Th>
            <Th>{t('Count')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {events.map((event) => (
            <Tr key={event.uid}>
              <Td dataLabel={t('Last seen')}>
                <When time={event.last} />
              </Td>
              <Td dataLabel={t('Type')}>{event.warning ? t('Warning') : t('Normal')}</Td>
              <Td dataLabel={t('Reason')}>{event.reason}</Td>
              <Td dataLabel={t('Message')}>{event.message}</Td>
              <Td dataLabel={t('Count')}>{event.count}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </StateView>
  );
};
