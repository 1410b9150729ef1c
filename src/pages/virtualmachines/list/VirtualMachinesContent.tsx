import { useTranslation } from 'react-i18next';
import { ProjectBar, TabTitle } from '../../../console/HostParts';
import { VirtdeckPage } from '../../../shell/VirtdeckPage';
import { VmList } from './VmList';

/** The page as it is drawn. */
const VirtualMachinesContent = ({ namespace }: { namespace: string | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <VirtdeckPage>
      <TabTitle>{t('VirtualMachines')}</TabTitle>
      <ProjectBar />
      <VmList key={namespace ?? ''} namespace={namespace} />
    </VirtdeckPage>
  );
};

export default VirtualMachinesContent;
