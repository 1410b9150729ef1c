import { Card, CardBody, CardTitle, Progress, ProgressMeasureLocation, ProgressSize } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NodeKind } from '../../../contracts/kinds';
import { StatusLabel } from '../../components/ui/StatusLabel';
import { StateView } from '../../components/ui/StateView';
import type { NodeLoad } from '../../domain/overview/fleet-summary';
import { memoryShare, nodeRows } from '../../domain/overview/nodes';
import type { NodeRow } from '../../domain/overview/nodes';
import { formatBytes } from '../../domain/quantities';
import { useK8sList } from '../../k8s/use-k8s-list';
import styles from './overview.module.css';

const SHOWN = 12;

/** The nodes, what they can hold and what machines take of it. Who may not see nodes is not shown the card. */
export const NodesCard = ({ loads }: { loads: ReadonlyMap<string, NodeLoad> }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { items, loaded, error, retry } = useK8sList(NodeKind);
  const rows = useMemo(() => nodeRows(items, loads), [items, loads]);
  if (error?.code === 403) return null;
  return (
    <Card isCompact data-test="nodes">
      <CardTitle component="h2">{t('Nodes')}</CardTitle>
      <CardBody>
        <StateView
          loaded={loaded}
          empty={rows.length === 0}
          failure={error}
          onRetry={retry}
          emptyView={<p>{t('The cluster has no nodes.')}</p>}
        >
          <ul className={styles.rows} aria-label={t('Nodes')}>
            {rows.slice(0, SHOWN).map((row) => (
              <NodeItem key={row.name} row={row} />
            ))}
          </ul>
          {rows.length > SHOWN && <p>{t('and {{count}} more', { count: rows.length - SHOWN })}</p>}
        </StateView>
      </CardBody>
    </Card>
  );
};

const NodeItem = ({ row }: { row: NodeRow }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const { name, ready, cordoned, machines, vcpus, cores, memory, capacity } = row;
  const share = Math.round(memoryShare(row) * 100);
  const size = { used: formatBytes(memory, i18n.language), all: formatBytes(capacity, i18n.language) };
  return (
    <li data-test={`node-${name}`}>
      <StatusLabel tone={ready ? 'success' : 'danger'} icon={ready ? 'check' : 'danger'}>
        {name}
      </StatusLabel>{' '}
      {!ready && t('Not ready')} {cordoned && t('Takes no new machines')}
      <div className={styles.subtle}>
        {t('{{count}} machines', { count: machines })}, {t('{{vcpus}} vCPU on {{count}} cores', { vcpus, count: cores })}
      </div>
      <Progress
        value={share}
        size={ProgressSize.sm}
        measureLocation={ProgressMeasureLocation.top}
        title={t('Memory: {{used}} of {{all}}', size)}
        aria-label={t('Memory of {{name}}', { name })}
      />
    </li>
  );
};
