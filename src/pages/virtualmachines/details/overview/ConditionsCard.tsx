import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusLabel } from '../../../../components/ui/StatusLabel';
import { conditionsOf } from '../../../../domain/details/conditions';
import type { ConditionFacts } from '../../../../domain/details/conditions';
import { Section } from '../Section';
import { SimpleTable } from '../SimpleTable';
import type { Machine } from '../use-machine';
import { When } from '../When';

function look(condition: ConditionFacts): { tone: 'success' | 'warning' | 'info'; icon: string } {
  if (condition.good === undefined) return { tone: 'info', icon: 'info' };
  return condition.good ? { tone: 'success', icon: 'check' } : { tone: 'warning', icon: 'warning' };
}

/** What KubeVirt says about the machine and its instance, problems first. */
export function ConditionsCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const conditions = useMemo(() => conditionsOf(machine.vm, machine.vmi), [machine.vm, machine.vmi]);
  return (
    <Section title={t('Conditions')} wide test="card-conditions">
      {conditions.length === 0 ? (
        t('KubeVirt reports no conditions.')
      ) : (
        <SimpleTable<ConditionFacts>
          label={t('Conditions')}
          rows={conditions}
          rowKey={(condition) => condition.type}
          columns={[
            {
              title: t('Condition'),
              cell: (condition) => (
                <StatusLabel {...look(condition)}>
                  {condition.type}={condition.status}
                </StatusLabel>
              ),
            },
            { title: t('Message'), cell: (condition) => condition.message || condition.reason },
            { title: t('Since'), cell: (condition) => <When time={condition.since} /> },
          ]}
        />
      )}
    </Section>
  );
}
