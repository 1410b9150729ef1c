import { FormGroup } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { StatusLabel } from '../components/ui/StatusLabel';
import styles from './dialogs.module.css';
import type { VolumeSnapshotFact } from './use-machine-facts';

/** Which disks a snapshot will hold, and why not the others, in KubeVirt's words. */
export const SnapshotVolumes = ({ volumes }: { volumes: readonly VolumeSnapshotFact[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <FormGroup role="group" fieldId="snapshot-volumes" label={t('Disks')}>
      {volumes.length === 0 && <p>{t('KubeVirt has not said yet which disks can be in a snapshot.')}</p>}
      <ul className={styles.list}>
        {volumes.map((volume) => (
          <li key={volume.name} data-test={`snapshot-volume-${volume.name}`} data-included={volume.enabled}>
            <StatusLabel tone={volume.enabled ? 'success' : 'warning'} icon={volume.enabled ? 'check' : 'warning'}>
              {volume.enabled ? t('{{name}} is included', { name: volume.name }) : t('{{name}} is left out', { name: volume.name })}
            </StatusLabel>
            {!volume.enabled && volume.reason !== '' && <div className={styles.reason}>{volume.reason}</div>}
          </li>
        ))}
      </ul>
    </FormGroup>
  );
};
