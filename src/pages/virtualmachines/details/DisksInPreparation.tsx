import { Alert, Progress } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { DataVolumeKind } from '../../../../contracts/kinds';
import { disksInPreparation } from '../../../domain/details/disk-preparation';
import { useK8sList } from '../../../k8s/use-k8s-list';
import type { Machine } from './use-machine';

/** States in which a machine waits for its disks, or stands still because of one. */
const WAITING = new Set(['Provisioning', 'DataVolumeError', 'WaitingForVolumeBinding', 'Starting']);

/** How far the disks are that the machine waits for, and what went wrong with one. */
export function DisksInPreparation({ machine: { vm, row } }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { items } = useK8sList(DataVolumeKind, { namespace: row.namespace, enabled: WAITING.has(row.status) });
  if (!WAITING.has(row.status)) return null;
  return disksInPreparation(vm, items).map(({ name, phase, percent, trouble }) =>
    trouble === undefined ? (
      <Alert key={name} isInline variant="info" title={t('The disk {{name}} is being made', { name })}>
        {percent === undefined ? phase : <Progress value={percent} title={phase} aria-label={t('The disk {{name}} is being made', { name })} />}
      </Alert>
    ) : (
      <Alert key={name} isInline variant="danger" title={t('The disk {{name}} cannot be made', { name })}>
        {trouble}
      </Alert>
    ),
  );
}
