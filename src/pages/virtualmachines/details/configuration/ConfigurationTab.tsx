import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { configurationOf } from '../../../../domain/details/configuration';
import classes from '../details.module.css';
import { DisksTable } from '../DisksTable';
import { NicsTable } from '../NicsTable';
import { Section } from '../Section';
import type { Machine } from '../use-machine';
import { BootSection } from './BootSection';
import { ComputeSection } from './ComputeSection';
import { DevicesSection } from './DevicesSection';
import { MetadataSection } from './MetadataSection';
import { SchedulingSection } from './SchedulingSection';

/** How the machine is configured, section by section. */
export default function ConfigurationTab({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, row } = machine;
  const facts = useMemo(() => configurationOf(vm), [vm]);
  return (
    <div className={classes.grid}>
      <ComputeSection facts={facts} row={row} />
      <BootSection facts={facts} />
      <DevicesSection facts={facts} vm={vm} />
      <SchedulingSection facts={facts} />
      <Section title={t('Disks')} wide>
        <DisksTable vm={vm} vmi={vmi} />
      </Section>
      <Section title={t('Network interfaces')} wide>
        <NicsTable vm={vm} vmi={vmi} />
      </Section>
      <MetadataSection facts={facts} row={row} />
    </div>
  );
}
