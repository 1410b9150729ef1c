import { useTranslation } from 'react-i18next';
import type { ConfigurationFacts } from '../../../../domain/details/configuration';
import { fieldLabel } from '../field-labels';
import { Facts } from '../Facts';
import { Labels } from '../Labels';
import { Section } from '../Section';

/** Where the machine may run, and what happens when it must leave. */
export function SchedulingSection({ facts }: { facts: ConfigurationFacts }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { scheduling } = facts;
  const { affinity } = scheduling;
  const rules: [string, number][] = [
    [t('Node affinity'), affinity.node],
    [t('Workload affinity'), affinity.pod],
    [t('Workload anti-affinity'), affinity.antiPod],
  ];
  const stated = rules.filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);
  return (
    <Section title={t('Scheduling')}>
      <Facts
        facts={[
          [fieldLabel('node-selector', t), Object.keys(scheduling.nodeSelector).length > 0 && <Labels labels={scheduling.nodeSelector} />],
          [fieldLabel('tolerations', t), scheduling.tolerations.join(', ')],
          [fieldLabel('affinity', t), stated.join(', ')],
          [fieldLabel('eviction-strategy', t), scheduling.evictionStrategy],
          [t('Descheduler'), scheduling.descheduler ? t('May move it') : t('Leaves it alone')],
          [t('Priority class'), scheduling.priorityClass],
          [t('Grace period'), scheduling.gracePeriod === undefined ? '' : t('{{seconds}} s', { seconds: scheduling.gracePeriod })],
        ]}
      />
    </Section>
  );
}
