import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ProjectBar, TabTitle } from '../../../console/HostParts';
import { VirtdeckPage } from '../../../shell/VirtdeckPage';
import { VmList } from './VmList';

/** The list of virtual machines of a project, or of all. */
export const VirtualMachinesPage = () => {
  const { t } = useTranslation('plugin__virtdeck');
  const { ns } = useParams();
  return (
    <VirtdeckPage>
      <TabTitle>{t('VirtualMachines')}</TabTitle>
      <ProjectBar />
      <VmList key={ns ?? ''} namespace={ns} />
    </VirtdeckPage>
  );
};

export default VirtualMachinesPage;
