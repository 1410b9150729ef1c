import { ClipboardCopy } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { NamespaceKind, NodeKind, VirtualMachineInstanceKind } from '../../../../../contracts/kinds';
import { VmStatus } from '../../../../components/vm/VmStatus';
import { ObjectLink } from '../../../../console/ObjectLink';
import { formatBytes } from '../../../../domain/quantities';
import { Section } from '../Section';
import { Facts } from '../Facts';
import type { Machine } from '../use-machine';
import { When } from '../When';

/** What it is, where it is, and how to reach it. */
export function GeneralCard({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { row, vmi } = machine;
  return (
    <Section title={t('Details')} test="card-details">
      <Facts
        onlySet
        facts={[
          [t('Name'), row.name],
          [t('Project'), <ObjectLink key="project" kind={NamespaceKind} name={row.namespace} />],
          [t('Status'), <VmStatus key="status" status={row.status} />],
          [t('Description'), row.description],
          [t('Run strategy'), row.runStrategy],
          [t('Created'), <When key="created" time={row.created} />],
          [t('Running since'), row.started > 0 && <When time={row.started} />],
          [t('CPU and memory'), t('{{vcpus}} vCPU, {{memory}}', { vcpus: row.vcpus || '?', memory: formatBytes(row.memory) || '?' })],
          [t('Instance type'), row.instancetype],
          [t('Preference'), row.preference],
          [t('Template'), row.template],
          [t('Node'), row.node !== '' && <ObjectLink kind={NodeKind} name={row.node} />],
          [t('Instance'), vmi && <ObjectLink kind={VirtualMachineInstanceKind} name={row.name} namespace={row.namespace} />],
          [
            t('Addresses'),
            row.ips.length > 0 &&
              row.ips.map((ip) => (
                <ClipboardCopy key={ip} variant="inline-compact" hoverTip={t('Copy')} clickTip={t('Copied')}>
                  {ip}
                </ClipboardCopy>
              )),
          ],
        ]}
      />
    </Section>
  );
}
