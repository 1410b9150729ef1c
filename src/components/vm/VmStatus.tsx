import { useTranslation } from 'react-i18next';
import { statusFacts } from '../../domain/vm-status';
import { StatusLabel } from '../ui/StatusLabel';

/** KubeVirt's printable status with its icon; unknown words are shown as they are. */
export const VmStatus = ({ status }: { status: string }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const facts = statusFacts(status);
  return (
    <StatusLabel tone={facts.tone} icon={facts.icon}>
      {t(status === '' ? 'Unknown' : status)}
    </StatusLabel>
  );
};
