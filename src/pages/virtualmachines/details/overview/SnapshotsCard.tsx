import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SnapshotKind } from '../../../../../contracts/kinds';
import { at, strings, text, time } from '../../../../domain/read';
import { useK8sList } from '../../../../k8s/use-k8s-list';
import { Section } from '../Section';
import { SimpleTable } from '../SimpleTable';
import type { Machine } from '../use-machine';
import { When } from '../When';

interface SnapshotFacts {
  name: string;
  created: number;
  phase: string;
  ready: boolean;
  indications: string[];
}

function snapshotFacts(snapshot: unknown): SnapshotFacts {
  return {
    name: text(snapshot, 'metadata', 'name'),
    created: time(snapshot, 'metadata', 'creationTimestamp'),
    phase: text(snapshot, 'status', 'phase'),
    ready: at(snapshot, 'status', 'readyToUse') === true,
    indications: strings(snapshot, 'status', 'indications'),
  };
}

/** The snapshots of the machine; nothing at all where there are none, or the server has no such kind. */
export function SnapshotsCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { namespace, name } = machine.row;
  const { items } = useK8sList(SnapshotKind, { namespace });
  const snapshots = useMemo(
    () =>
      items
        .filter((each) => text(each, 'spec', 'source', 'kind') === 'VirtualMachine' && text(each, 'spec', 'source', 'name') === name)
        .map(snapshotFacts)
        .sort((one, other) => other.created - one.created),
    [items, name],
  );
  if (snapshots.length === 0) return null;
  return (
    <Section title={t('Snapshots')} wide test="card-snapshots">
      <SimpleTable<SnapshotFacts>
        label={t('Snapshots')}
        rows={snapshots}
        rowKey={(snapshot) => snapshot.name}
        columns={[
          { title: t('Name'), cell: (snapshot) => snapshot.name },
          { title: t('Created'), cell: (snapshot) => <When time={snapshot.created} /> },
          { title: t('Status'), cell: (snapshot) => (snapshot.ready ? t('Ready to use') : snapshot.phase || t('In progress')) },
          { title: t('Indications'), cell: (snapshot) => snapshot.indications.join(', ') },
        ]}
      />
    </Section>
  );
}
