import { Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Condition } from '../../../../contracts/objects';
import { When } from '../list/When';
import { useTranslate } from '../use-translate';

/** What the cluster says about an object, as it says it. */
export const Conditions = ({ conditions }: { conditions: readonly Condition[] }) => {
  const t = useTranslate();
  return (
    <section>
      <Title headingLevel="h2">{t('Conditions')}</Title>
      <Table variant="compact" aria-label={t('Conditions')} gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>{t('Type')}</Th>
            <Th>{t('Status')}</Th>
            <Th>{t('Since')}</Th>
            <Th>{t('Reason')}</Th>
            <Th>{t('Message')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {conditions.map(({ type, status, lastTransitionTime, reason, message }) => (
            <Tr key={type}>
              <Td dataLabel={t('Type')}>{type}</Td>
              <Td dataLabel={t('Status')}>{status}</Td>
              <Td dataLabel={t('Since')}>
                <When time={lastTransitionTime} />
              </Td>
              <Td dataLabel={t('Reason')}>{reason}</Td>
              <Td dataLabel={t('Message')}>{message}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </section>
  );
};
