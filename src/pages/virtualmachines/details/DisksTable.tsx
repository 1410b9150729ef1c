import { Flex, Label } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataVolumeKind, PersistentVolumeClaimKind } from '../../../../contracts/kinds';
import { ObjectLink } from '../../../console/ObjectLink';
import { disksOf } from '../../../domain/details/disks';
import type { DiskDrive, DiskFacts, VolumeSource } from '../../../domain/details/disks';
import { text } from '../../../domain/read';
import { SimpleTable } from './SimpleTable';

function SourceCell({ source, namespace }: { source: VolumeSource; namespace: string }) {
  const { t } = useTranslation('plugin__virtdeck');
  if (source.type === 'dataVolume') return <ObjectLink kind={DataVolumeKind} name={source.name} namespace={namespace} />;
  if (source.type === 'persistentVolumeClaim') return <ObjectLink kind={PersistentVolumeClaimKind} name={source.name} namespace={namespace} />;
  const names: Record<string, string> = {
    containerDisk: t('Container disk'),
    cloudInitNoCloud: t('Cloud-init'),
    cloudInitConfigDrive: t('Cloud-init'),
    emptyDisk: t('Empty disk'),
    ephemeral: t('Ephemeral copy'),
    sysprep: t('Sysprep'),
    configMap: t('ConfigMap'),
    secret: t('Secret'),
    serviceAccount: t('Service account'),
  };
  return <>{[names[source.type] ?? source.type, source.name].filter((part) => part !== '').join(' ')}</>;
}

/** The disks of a machine. */
export function DisksTable({ vm, vmi }: { vm: unknown; vmi: unknown }) {
  const { t } = useTranslation('plugin__virtdeck');
  const disks = useMemo(() => disksOf(vm, vmi), [vm, vmi]);
  const drives: Record<DiskDrive, string> = { disk: t('Disk'), cdrom: t('CD-ROM'), lun: t('LUN'), filesystem: t('File system') };
  if (disks.length === 0) return <>{t('This machine has no disks.')}</>;
  return (
    <SimpleTable<DiskFacts>
      label={t('Disks')}
      rows={disks}
      rowKey={(disk) => disk.name}
      columns={[
        {
          title: t('Name'),
          cell: (disk) => (
            <Flex spaceItems={{ default: 'spaceItemsXs' }}>
              <span>{disk.name}</span>
              {disk.bootOrder !== undefined && <Label isCompact>{t('boot {{order}}', { order: disk.bootOrder })}</Label>}
              {disk.hotplugged && <Label isCompact color="blue">{t('hot-plugged')}</Label>}
              {disk.shareable && <Label isCompact color="purple">{t('shared')}</Label>}
            </Flex>
          ),
        },
        { title: t('Source'), cell: (disk) => <SourceCell source={disk.source} namespace={text(vm, 'metadata', 'namespace')} /> },
        { title: t('Size'), cell: (disk) => disk.size || '–' },
        { title: t('Drive'), cell: (disk) => drives[disk.drive] },
        { title: t('Interface'), cell: (disk) => disk.bus || '–' },
        { title: t('Storage class'), cell: (disk) => disk.storageClass || '–' },
        { title: t('State'), cell: (disk) => [disk.phase, disk.message].filter((part) => part !== '').join(': ') || '–' },
      ]}
    />
  );
}
