import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusLabel } from '../../components/ui/StatusLabel';
import type { Summary } from '../../domain/overview/fleet-summary';
import { vmListPath } from '../../domain/paths';
import type { StatusGroup } from '../../domain/vm-status';
import { groupLook, statusGroups } from '../../domain/vm-status';
import styles from './overview.module.css';

interface StatusCardsProps {
  summary: Summary;
  namespace: string | undefined;
}

/** How many machines are in each state; each number leads to them. */
export const StatusCards = ({ summary, namespace }: StatusCardsProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const titles: Record<StatusGroup, string> = {
    error: t('Error'),
    paused: t('Paused'),
    migrating: t('Migrating'),
    starting: t('Starting'),
    stopping: t('Stopping'),
    running: t('Running'),
    stopped: t('Stopped'),
    other: t('Other'),
  };
  const list = vmListPath(namespace);
  // Machines of no known status are the exception: their card appears with them.
  const shown = statusGroups.filter((each) => each !== 'other' || summary.groups.other > 0);
  return (
    <ul className={styles.statuses} aria-label={t('Machines by status')}>
      {shown.map((group) => {
        const { tone, icon } = groupLook(group);
        return (
          <li key={group}>
            <Card isCompact isFullHeight data-test={`status-${group}`}>
              <CardTitle component="h2">
                <StatusLabel tone={tone} icon={icon}>
                  {titles[group]}
                </StatusLabel>
              </CardTitle>
              <CardBody>
                <Link
                  className={styles.count}
                  to={`${list}?q=${encodeURIComponent(`status:${group}`)}`}
                  aria-label={t('{{status}}: {{count}} machines', { status: titles[group], count: summary.groups[group] })}
                >
                  {summary.groups[group]}
                </Link>
              </CardBody>
            </Card>
          </li>
        );
      })}
    </ul>
  );
};
