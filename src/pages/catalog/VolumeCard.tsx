import { Card, CardBody, CardHeader, CardTitle, Label, LabelGroup } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { BootVolume } from '../../domain/catalog/boot-volumes';

interface VolumeCardProps {
  volume: BootVolume;
  isChosen: boolean;
  onChoose(volume: BootVolume): void;
}

/** A bootable volume as a card with a radio button. */
export const VolumeCard = ({ volume, isChosen, onChoose }: VolumeCardProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { key, title, name, namespace, description, architecture, ready, reason } = volume;
  const titleId = `catalog-volume-title-${key}`;
  return (
    <Card isCompact isSelectable isSelected={isChosen} isDisabled={!ready} data-test={`volume-${name}`}>
      <CardHeader
        selectableActions={{
          variant: 'single',
          isHidden: true,
          name: 'catalog-volume',
          selectableActionId: `catalog-volume-${key}`,
          selectableActionAriaLabelledby: titleId,
          selectableActionProps: { 'aria-labelledby': titleId },
          onChange: () => onChoose(volume),
        }}
      >
        <CardTitle component="h3" id={titleId}>
          {title}
        </CardTitle>
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
