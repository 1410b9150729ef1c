import { useTranslation } from 'react-i18next';
import classes from '../details.module.css';
import { DisksTable } from '../DisksTable';
import { NicsTable } from '../NicsTable';
import { Section } from '../Section';
import type { Machine } from '../use-machine';
import { ConditionsCard } from './ConditionsCard';
import { EventsCard } from './EventsCard';
import { GeneralCard } from './GeneralCard';
import { GuestCard } from './GuestCard';
import { ScreenCard } from './ScreenCard';
import { SnapshotsCard } from './SnapshotsCard';

/** The machine at a glance. */
export function OverviewTab({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi } = machine;
  return (
    <div className={classes.grid}>
      <GeneralCard machine={machine} />
      <div className={classes.column}>
        <ScreenCard machine={machine} />
        <GuestCard machine={machine} />
      </div>
      <ConditionsCard machine={machine} />
      <Section title={t('Disks')} wide test="card-disks">
        <DisksTable vm={vm} vmi={vmi} />
      </Section>
      <Section title={t('Network interfaces')} wide test="card-nics">
        <NicsTable vm={vm} vmi={vmi} />
      </Section>
      <SnapshotsCard machine={machine} />
      <EventsCard machine={machine} />
    </div>
  );
}
