import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConsoleFacts } from '../../../../consoles/view/use-console-facts';
import classes from '../details.module.css';
import { machinePath } from '../paths';
import { Section } from '../Section';
import type { Machine } from '../use-machine';
import { useScreenshot } from './use-screenshot';

/** What the guest shows now, as a picture that leads to the console. */
export function ScreenCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, row } = machine;
  const { guestRuns, unavailable } = useConsoleFacts(vm, vmi);
  const { address, error } = useScreenshot(row.namespace, row.name, guestRuns && unavailable.vnc === undefined);
  const nothing = unavailable.vnc ?? (guestRuns ? (error ?? t('Waiting for a picture …')) : t('The virtual machine is not running'));
  return (
    <Section title={t('Screen')} test="card-screen">
      {address !== undefined && guestRuns ? (
        <Link to={machinePath(row.namespace, row.name, 'console')} aria-label={t('Open the console of {{name}}', { name: row.name })}>
          <img className={classes.screen} src={address} alt={t('Screen of {{name}}', { name: row.name })} />
        </Link>
      ) : (
        <div className={classes.noScreen}>{nothing}</div>
      )}
      <Link to={machinePath(row.namespace, row.name, 'console')}>{t('Open console')}</Link>
    </Section>
  );
}
