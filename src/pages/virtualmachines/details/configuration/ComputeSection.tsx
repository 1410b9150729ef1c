import { useTranslation } from 'react-i18next';
import type { ConfigurationFacts } from '../../../../domain/details/configuration';
import type { VmRow } from '../../../../domain/inventory/row';
import { formatBytes } from '../../../../domain/quantities';
import { fieldLabel } from '../field-labels';
import { Facts } from '../Facts';
import { Section } from '../Section';

/** Processors and memory, with the formula that makes the number. */
export function ComputeSection({ facts, row }: { facts: ConfigurationFacts; row: VmRow }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { cpu } = facts;
  const explicit = cpu.sockets + cpu.cores + cpu.threads > 0;
  const formula = t('{{sockets}} × {{cores}} × {{threads}} (sockets × cores × threads)', {
    sockets: cpu.sockets || 1,
    cores: cpu.cores || 1,
    threads: cpu.threads || 1,
  });
  return (
    <Section title={t('CPU and memory')}>
      <Facts
        facts={[
          [t('vCPUs'), row.vcpus > 0 ? `${row.vcpus}${explicit ? ` = ${formula}` : ''}` : ''],
          [t('Memory'), facts.memory || formatBytes(row.memory || undefined)],
          [t('Instance type'), row.instancetype],
          [t('Preference'), row.preference],
          [fieldLabel('cpu-model', t), cpu.model],
          [fieldLabel('dedicated-cpu', t), cpu.dedicated ? t('Yes') : t('No')],
          [fieldLabel('hugepages', t), facts.hugepages],
          [fieldLabel('machine-type', t), facts.machineType],
          [t('Architecture'), facts.architecture || row.architecture],
        ]}
      />
    </Section>
  );
}
