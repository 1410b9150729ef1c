import { Alert } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import type { InventoryLimit, InventoryState } from '../../../k8s/inventory/protocol';
import styles from './list.module.css';
import type { LiveMetrics, MetricsFailure } from './live-metrics';
import { useMetricsFailure } from './use-live-metrics';

interface ListNoticesProps {
  state: InventoryState;
  ignored: readonly string[];
  metrics: LiveMetrics;
  onRetry(): void;
}

function useLimitWords(): (limit: InventoryLimit) => string {
  const { t } = useTranslation('plugin__virtdeck');
  return ({ what, projects }) => {
    if (what === 'virtualmachines')
      return t('Machines of {{count}} projects are not shown: you may not list them there.', { count: projects ?? 1 });
    if (what === 'virtualmachineinstances')
      return t('Nodes, addresses and guest data are missing where you may not list VirtualMachineInstances.');
    return t('Running migrations are not shown where you may not list them.');
  };
}

const NoFigures = ({ failure: { words } }: { failure: MetricsFailure }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const title =
    words === undefined
      ? t('Live figures are not available: Prometheus does not answer in time.')
      : t('Live figures are not available: {{words}}', { words });
  return <Alert isInline isPlain variant="info" title={title} data-test="no-figures" />;
};

/** What the person should know about the data: partly forbidden, not live, or a link that was not fully understood. */
export const ListNotices = ({ state, ignored, metrics, onRetry }: ListNoticesProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const words = useLimitWords();
  const limits = state.failure ? [] : state.limits;
  const failure = useMetricsFailure(metrics);
  if (limits.length === 0 && ignored.length === 0 && !failure && state.staleSince === undefined) return null;
  return (
    <div className={styles.notices}>
      <StaleNotice since={state.staleSince} onRetry={onRetry} />
      {limits.map((limit) => (
        <Alert key={limit.what} isInline isPlain variant="info" title={words(limit)} />
      ))}
      {failure && <NoFigures failure={failure} />}
      {ignored.length > 0 && (
        <Alert
          isInline
          isPlain
          variant="info"
          title={t('This link has parts that mean nothing here: {{parts}}', { parts: ignored.join(', ') })}
        />
      )}
    </div>
  );
};
