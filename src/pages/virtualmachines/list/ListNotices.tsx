import { Alert } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { StaleNotice } from '../../../components/ui/StaleNotice';
import type { InventoryLimit, InventoryState } from '../../../k8s/inventory/protocol';
import styles from './list.module.css';

interface ListNoticesProps {
  state: InventoryState;
  ignored: readonly string[];
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

/** What the person should know about the data: partly forbidden, not live, or a link that was not fully understood. */
export const ListNotices = ({ state, ignored, onRetry }: ListNoticesProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const words = useLimitWords();
  const limits = state.failure ? [] : state.limits;
  if (limits.length === 0 && ignored.length === 0 && state.staleSince === undefined) return null;
  return (
    <div className={styles.notices}>
      <StaleNotice since={state.staleSince} onRetry={onRetry} />
      {limits.map((limit) => (
        <Alert key={limit.what} isInline isPlain variant="info" title={words(limit)} />
      ))}
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
