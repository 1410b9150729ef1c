import { useTranslation } from 'react-i18next';
import { statusFacts } from '../../domain/vm-status';
import { StatusLabel } from '../ui/StatusLabel';

type Translate = (key: string) => string;

/** KubeVirt's printable statuses in words. */
const words: Record<string, (t: Translate) => string> = {
  Running: (t) => t('Running'),
  Stopped: (t) => t('Stopped'),
  Paused: (t) => t('Paused'),
  Migrating: (t) => t('Migrating'),
  Starting: (t) => t('Starting'),
  Stopping: (t) => t('Stopping'),
  Provisioning: (t) => t('Provisioning'),
  Terminating: (t) => t('Terminating'),
  WaitingForVolumeBinding: (t) => t('Waiting for volume binding'),
  WaitingForReceiver: (t) => t('Waiting for receiver'),
  CrashLoopBackOff: (t) => t('Crash loop'),
  ErrorUnschedulable: (t) => t('No node fits'),
  ErrImagePull: (t) => t('Image cannot be pulled'),
  ImagePullBackOff: (t) => t('Waiting to pull the image again'),
  ErrorPvcNotFound: (t) => t('PVC not found'),
  DataVolumeError: (t) => t('DataVolume failed'),
  Failed: (t) => t('Failed'),
  Unknown: (t) => t('Unknown'),
};

/** A printable status with its icon; words of newer servers are shown as they are. */
export const VmStatus = ({ status }: { status: string }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const facts = statusFacts(status);
  return (
    <StatusLabel tone={facts.tone} icon={facts.icon}>
      {words[status === '' ? 'Unknown' : status]?.((key) => t(key)) ?? status}
    </StatusLabel>
  );
};
