import { Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { VirtualMachineKind, consoleReference } from '../../../contracts/kinds';
import { EmptyView, FailureView } from '../../components/ui/StateView';
import { landingNamespace } from '../../domain/landing';
import { listPath } from '../../domain/resources/path';
import { toFailure } from '../../k8s/api-error';
import { visibleProjects } from '../../k8s/inventory/projects';
import { useAccess } from '../../k8s/use-access';
import { VirtdeckPage } from '../../shell/VirtdeckPage';

const machines = consoleReference(VirtualMachineKind);

/** Where visitors are sent: who may see all machines to all of them, others to `default` or their first project. */
export const LandingPage = () => (
  <VirtdeckPage>
    <Landing />
  </VirtdeckPage>
);

const Landing = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const { group, plural } = VirtualMachineKind;
  const { allowed } = useAccess({ verb: 'list', group, resource: plural });
  const projects = useQuery({
    queryKey: ['landing', 'projects'],
    queryFn: ({ signal }) => visibleProjects(signal),
    enabled: allowed === false,
  });
  if (allowed === true) return <Navigate to={listPath(machines, true)} replace />;
  if (projects.error) return <FailureView failure={toFailure(projects.error)} onRetry={() => void projects.refetch()} />;
  if (!projects.data) return <Spinner aria-label={t('Loading')} />;
  const namespace = landingNamespace(projects.data);
  if (namespace !== undefined) return <Navigate to={listPath(machines, true, namespace)} replace />;
  return (
    <EmptyView
      icon="lock"
      title={t('You have no project yet')}
      body={t('Virtual machines live in projects. Ask an administrator for one, or create one.')}
    />
  );
};

export default LandingPage;
