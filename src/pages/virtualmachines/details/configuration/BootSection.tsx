import { List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { BootMode, ConfigurationFacts } from '../../../../domain/details/configuration';
import { fieldLabel } from '../field-labels';
import { Facts } from '../Facts';
import { Section } from '../Section';

/** How the machine starts. */
export function BootSection({ facts }: { facts: ConfigurationFacts }) {
  const { t } = useTranslation('plugin__virtdeck');
  const modes: Record<BootMode, string> = { bios: t('BIOS'), uefi: t('UEFI'), 'uefi-secure': t('UEFI (secure)'), '': t('BIOS (default)') };
  return (
    <Section title={t('Boot')}>
      <Facts
        facts={[
          [t('Run strategy'), facts.runStrategy],
          [fieldLabel('hostname', t), facts.hostname],
          [fieldLabel('boot-mode', t), modes[facts.bootMode]],
          [fieldLabel('start-paused', t), facts.startPaused ? t('Yes') : t('No')],
          [
            t('Boot order'),
            facts.boot.length === 0 ? (
              t('No resource selected. VM will attempt to boot from disks by order of appearance in YAML file.')
            ) : (
              <List component="ol">
                {facts.boot.map((entry) => (
                  <ListItem key={entry.name}>
                    {entry.name} ({entry.nic ? t('network interface') : t('disk')})
                  </ListItem>
                ))}
              </List>
            ),
          ],
        ]}
      />
    </Section>
  );
}
