import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../domain/overview/fleet-summary';
import { formatBytes } from '../../domain/quantities';

/** What the machines ask for together. */
export const TotalsCard = ({ summary }: { summary: Summary }) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const numbers: [string, string][] = [
    [t('Machines'), summary.total.toLocaleString(i18n.language)],
    [t('vCPUs in use'), summary.vcpus.toLocaleString(i18n.language)],
    [t('Memory in use'), formatBytes(summary.memory, i18n.language)],
  ];
  return (
    <Card isCompact data-test="totals">
      <CardTitle component="h2">{t('In all')}</CardTitle>
      <CardBody>
        <DescriptionList columnModifier={{ default: '3Col' }} aria-label={t('In all')}>
          {numbers.map(([term, value]) => (
            <DescriptionListGroup key={term}>
              <DescriptionListTerm>{term}</DescriptionListTerm>
              <DescriptionListDescription>{value}</DescriptionListDescription>
            </DescriptionListGroup>
          ))}
        </DescriptionList>
      </CardBody>
    </Card>
  );
};
