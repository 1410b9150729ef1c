import { Flex, Label } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { nicsOf } from '../../../domain/details/networks';
import type { NicFacts } from '../../../domain/details/networks';
import { SimpleTable } from './SimpleTable';

/** The network interfaces of a machine, with those that only the guest knows. */
export function NicsTable({ vm, vmi }: { vm: unknown; vmi: unknown }) {
  const { t } = useTranslation('plugin__virtdeck');
  const nics = useMemo(() => nicsOf(vm, vmi), [vm, vmi]);
  const links: Record<NicFacts['link'], string> = { up: t('Up'), down: t('Down'), absent: t('Being removed'), '': '–' };
  if (nics.length === 0) return <>{t('This machine has no network interfaces of its own; it gets one on the pod network when it starts.')}</>;
  return (
    <SimpleTable<NicFacts>
      label={t('Network interfaces')}
      rows={nics}
      rowKey={(nic) => nic.name}
      columns={[
        {
          title: t('Name'),
          cell: (nic) => (
            <Flex spaceItems={{ default: 'spaceItemsXs' }}>
              <span>{nic.guestName !== '' && nic.guestName !== nic.name ? `${nic.name} (${nic.guestName})` : nic.name}</span>
              {nic.guestOnly && <Label isCompact>{t('inside the guest')}</Label>}
            </Flex>
          ),
        },
        { title: t('Network'), cell: (nic) => (nic.pod ? t('Pod network') : nic.network || '–') },
        { title: t('Type'), cell: (nic) => nic.binding || '–' },
        { title: t('Model'), cell: (nic) => nic.model || '–' },
        { title: t('MAC address'), cell: (nic) => nic.mac || '–' },
        { title: t('Addresses'), cell: (nic) => nic.ips.join(', ') || '–' },
        { title: t('Link'), cell: (nic) => links[nic.link] },
      ]}
    />
  );
}
