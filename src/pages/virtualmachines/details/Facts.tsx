import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Fact = readonly [term: string, value: ReactNode];

function isEmpty(value: ReactNode): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

/** Terms and their values; what is not set says so. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <DescriptionList isCompact isHorizontal isFluid>
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{isEmpty(value) ? t('Not set') : value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
