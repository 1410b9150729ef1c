import { Alert, Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProjectBar, TabTitle } from '../../console/HostParts';
import { PageHeader } from '../../components/ui/PageHeader';
import { StaleNotice } from '../../components/ui/StaleNotice';
import { FailureView, LoadingRows } from '../../components/ui/StateView';
import { FleetSummary } from '../../domain/overview/fleet-summary';
import { vmCreatePath } from '../../domain/paths';
import { useDerived, useInventory, useInventoryState } from '../../k8s/inventory/use-inventory';
import { EventsCard } from './EventsCard';
import { NodesCard } from './NodesCard';
import styles from './overview.module.css';
import { ProblemsCard } from './ProblemsCard';
import { StatusCards } from './StatusCards';
import { TotalsCard } from './TotalsCard';

const makeSummary = (): FleetSummary => new FleetSummary();

interface OverviewProps {
  namespace: string | undefined;
}

/** Counts, load, problems and events; everything live. */
export const Overview = ({ namespace }: OverviewProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const navigate = useNavigate();
  const store = useInventory(namespace);
  const { loaded, complete, failure, staleSince, limits } = useInventoryState(store);
  const summary = useDerived(store, makeSummary);
  return (
    <div className={styles.page}>
      <TabTitle>{t('Overview')}</TabTitle>
      <ProjectBar />
      <PageHeader
        title={t('Overview')}
        actions={<Button onClick={() => void navigate(vmCreatePath(namespace, 'catalog'))}>{t('Create VirtualMachine')}</Button>}
      />
      <div className={styles.body}>
        <StaleNotice since={staleSince} onRetry={store.retry} />
        {limits.length > 0 && (
          <Alert isInline isExpandable component="h2" variant="info" title={t('Not everything may be shown to you')}>
            {limits.map((limit) => (
              <p key={`${limit.what} ${limit.message}`}>{limit.message}</p>
            ))}
          </Alert>
        )}
        {failure && !loaded && <FailureView failure={failure} onRetry={store.retry} />}
        {!failure && !loaded && <LoadingRows />}
        {loaded && (
          <>
            <StatusCards summary={summary} namespace={namespace} />
            <div className={styles.columns}>
              <TotalsCard summary={summary} />
              <ProblemsCard problems={summary.problems} />
              <NodesCard loads={summary.nodes} />
              <EventsCard namespace={namespace} machines={complete ? summary.total : undefined} />
            </div>
          </>
        )}
      </div>
    </div>
  );
};
