import { useTranslation } from 'react-i18next';
import type { ConfigurationFacts } from '../../../../domain/details/configuration';
import type { VmRow } from '../../../../domain/inventory/row';
import { Facts } from '../Facts';
import { Labels } from '../Labels';
import { Section } from '../Section';

/** Labels and annotations. */
export function MetadataSection({ facts, row }: { facts: ConfigurationFacts; row: VmRow }) {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <Section title={t('Metadata')} wide>
      <Facts
        facts={[
          [t('Description'), row.description],
          [t('Deletion protection'), row.deleteProtected ? t('Yes') : t('No')],
          [t('Labels'), Object.keys(facts.labels).length > 0 && <Labels labels={facts.labels} />],
          [t('Annotations'), Object.keys(facts.annotations).length > 0 && <Labels labels={facts.annotations} />],
        ]}
      />
    </Section>
  );
}
