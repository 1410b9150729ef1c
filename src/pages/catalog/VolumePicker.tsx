import { Gallery, SearchInput, Switch } from '@patternfly/react-core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataImportCronKind, consoleReference } from '../../../contracts/kinds';
import { EmptyView, StateView } from '../../components/ui/StateView';
import type { BootVolume } from '../../domain/catalog/boot-volumes';
import { listPath } from '../../domain/resources/path';
import type { ApiFailure } from '../../k8s/types';
import styles from './catalog.module.css';
import { FormSection } from './FormSection';
import { VolumeCard } from './VolumeCard';

interface VolumePickerProps {
  namespace: string;
  volumes: readonly BootVolume[];
  loaded: boolean;
  failure: ApiFailure | undefined;
  onRetry(): void;
  chosen: string | undefined;
  onChoose(volume: BootVolume): void;
}

/** The volumes a machine can boot from, as cards of which one is chosen. Those without an image are shown on demand. */
export const VolumePicker = ({ namespace, volumes, loaded, failure, onRetry, chosen, onChoose }: VolumePickerProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [filter, setFilter] = useState('');
  const [withWaiting, setWithWaiting] = useState(false);
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  const waiting = volumes.filter((each) => !each.ready).length;
  const shown = volumes.filter(
    (each) => (each.ready || withWaiting) && `${each.title} ${each.name} ${each.namespace}`.toLowerCase().includes(wanted),
  );
  const addVolume = (
    <Link to={`${listPath(consoleReference(DataImportCronKind), true, namespace)}/~new`}>{t('Import an image')}</Link>
  );
  return (
    <FormSection title={t('Boot volume')} description={t('The machine gets a copy of its own.')}>
      <div className={styles.toolbar}>
        <SearchInput
          aria-label={t('Filter volumes')}
          placeholder={t('Filter volumes')}
          value={filter}
          onChange={(_event, value) => setFilter(value)}
          onClear={() => setFilter('')}
          data-test="volume-filter"
        />
        {waiting > 0 && (
          <Switch
            label={t('Show {{count}} without an image', { count: waiting })}
            isChecked={withWaiting}
            onChange={(_event, next) => setWithWaiting(next)}
            data-test="volumes-waiting"
          />
        )}
        {addVolume}
      </div>
      <StateView
        loaded={loaded}
        empty={shown.length === 0}
        failure={failure}
        onRetry={onRetry}
        emptyView={
          wanted === '' ? (
            <EmptyView
              title={t('There is no bootable volume yet')}
              body={t('As soon as an image has been imported it shows up here.')}
              actions={addVolume}
            />
          ) : (
            <EmptyView icon="search" title={t('No volume matches')} />
          )
        }
      >
        <Gallery
          hasGutter
          minWidths={{ default: '15rem' }}
          className={styles.volumes}
          role="radiogroup"
          aria-label={t('Boot volume')}
        >
          {shown.map((volume) => (
            <VolumeCard key={volume.key} volume={volume} isChosen={volume.key === chosen} onChoose={onChoose} />
          ))}
        </Gallery>
      </StateView>
    </FormSection>
  );
};
