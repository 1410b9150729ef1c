import { Card, CardBody, CardHeader, CardTitle, FormFieldGroup, FormFieldGroupHeader, Gallery, Label, LabelGroup, SearchInput } from '@patternfly/react-core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyView, StateView } from '../../components/ui/StateView';
import type { BootVolume } from '../../domain/catalog/boot-volumes';
import type { ApiFailure } from '../../k8s/types';
import styles from './catalog.module.css';

interface VolumePickerProps {
  volumes: readonly BootVolume[];
  loaded: boolean;
  failure: ApiFailure | undefined;
  onRetry(): void;
  chosen: string | undefined;
  onChoose(volume: BootVolume): void;
}

/** The volumes a machine can boot from, as cards of which one is chosen. */
export const VolumePicker = ({ volumes, loaded, failure, onRetry, chosen, onChoose }: VolumePickerProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  const shown = volumes.filter((each) => `${each.title} ${each.name} ${each.namespace}`.toLowerCase().includes(wanted));
  return (
    <FormFieldGroup header={<FormFieldGroupHeader titleText={{ id: 'catalog-volume', text: t('Boot volume') }} titleDescription={t('The machine gets a copy of its own.')} />}>
      <SearchInput
        aria-label={t('Filter volumes')}
        placeholder={t('Filter volumes')}
        value={filter}
        onChange={(_event, value) => setFilter(value)}
        onClear={() => setFilter('')}
        data-test="volume-filter"
      />
      <StateView
        loaded={loaded}
        empty={shown.length === 0}
        failure={failure}
        onRetry={onRetry}
        emptyView={
          volumes.length === 0 ? (
            <EmptyView title={t('There is no bootable volume yet')} body={t('Import an image as a DataSource, then it shows up here.')} />
          ) : (
            <EmptyView icon="search" title={t('No volume matches')} />
          )
        }
      >
        <Gallery hasGutter minWidths={{ default: '15rem' }} className={styles.volumes} role="radiogroup" aria-label={t('Boot volume')}>
          {shown.map((volume) => (
            <VolumeCard key={volume.key} volume={volume} isChosen={volume.key === chosen} onChoose={onChoose} />
          ))}
        </Gallery>
      </StateView>
    </FormFieldGroup>
  );
};

interface VolumeCardProps {
  volume: BootVolume;
  isChosen: boolean;
  onChoose(volume: BootVolume): void;
}

const VolumeCard = ({ volume, isChosen, onChoose }: VolumeCardProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { key, title, name, namespace, description, architecture, ready, reason } = volume;
  return (
    <Card isCompact isSelectable isSelected={isChosen} isDisabled={!ready} data-test={`volume-${name}`}>
      <CardHeader
        selectableActions={{
          variant: 'single',
          name: 'catalog-volume',
          selectableActionId: `catalog-volume-${key}`,
          selectableActionAriaLabel: title,
          onChange: () => onChoose(volume),
        }}
      >
        <CardTitle component="h3">{title}</CardTitle>
      </CardHeader>
      <CardBody>
        {description !== '' && <p>{description}</p>}
        <LabelGroup aria-label={t('Details')} numLabels={4}>
          <Label variant="outline">{namespace}</Label>
          {architecture !== '' && <Label variant="outline">{architecture}</Label>}
          {!ready && <Label color="orange">{reason || t('Not ready')}</Label>}
        </LabelGroup>
      </CardBody>
    </Card>
  );
};
