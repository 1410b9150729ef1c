import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Fact = readonly [term: string, value: ReactNode];

function isEmpty(value: ReactNode): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

interface FactsProps {
  facts: readonly Fact[];
  /** Leaves out what is not set instead of saying so. */
  onlySet?: boolean;
}

/** Terms and their values. */
export function Facts({ facts, onlySet = false }: FactsProps) {
  const { t } = useTranslation('plugin__virtdeck');
  const shown = onlySet ? facts.filter(([, value]) => !isEmpty(value)) : facts;
  return (
    <DescriptionList isCompact isHorizontal horizontalTermWidthModifier={{ default: '12ch', sm: '16ch' }}>
      {shown.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{isEmpty(value) ? t('Not set') : value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
