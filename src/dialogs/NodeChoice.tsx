import { FormGroup, Radio } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { NodeKind } from '../../contracts/kinds';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import { LoadingRows } from '../components/ui/StateView';
import type { VmRow } from '../domain/inventory/row';
import { formatBytes, parseQuantity } from '../domain/quantities';
import { at, records, text } from '../domain/read';
import { useK8sList } from '../k8s/use-k8s-list';
import styles from './dialogs.module.css';

interface NodeFact {
  name: string;
  host: string;
  cpu: string;
  memory: string;
  /** Why no machine can go there. */
  whyNot: string | undefined;
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Why a machine cannot migrate to this node, as far as the node itself says. */
function whyNotThere(node: unknown, rows: readonly VmRow[], t: Translate): string | undefined {
  const name = text(node, 'metadata', 'name');
  const labels = at(node, 'metadata', 'labels');
  if (rows.every((row) => row.node === name)) return t('The machine is there already.');
  if (at(node, 'spec', 'unschedulable') === true) return t('The node is cordoned.');
  const ready = records(node, 'status', 'conditions').find((each) => text(each, 'type') === 'Ready');
  if (text(ready, 'status') !== 'True') return t('The node is not ready.');
  if (text(labels, 'kubevirt.io/schedulable') === 'false') return t('KubeVirt does not run machines there.');
  const architecture = text(labels, 'kubernetes.io/arch');
  const wanted = rows.find((row) => row.architecture !== '')?.architecture ?? '';
  if (architecture !== '' && wanted !== '' && architecture !== wanted) return t('The node is {{architecture}}.', { architecture });
  return undefined;
}

function factsOf(node: unknown, rows: readonly VmRow[], t: Translate, language: string): NodeFact {
  const name = text(node, 'metadata', 'name');
  return {
    name,
    host: text(node, 'metadata', 'labels', 'kubernetes.io/hostname') || name,
    cpu: text(node, 'status', 'allocatable', 'cpu'),
    memory: formatBytes(parseQuantity(text(node, 'status', 'allocatable', 'memory')), language),
    whyNot: whyNotThere(node, rows, t),
  };
}

interface NodeChoiceProps {
  rows: readonly VmRow[];
  /** Host name label of the node. */
  chosen: string;
  onChoose(host: string): void;
}

/** The nodes of the cluster; those that cannot take the machine say why. */
export const NodeChoice = ({ rows, chosen, onChoose }: NodeChoiceProps) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  const { items, loaded, error } = useK8sList(NodeKind);
  if (error && items.length === 0) return <ErrorNotice title={t('The nodes cannot be read')} failure={error} />;
  if (!loaded) return <LoadingRows rows={3} />;
  const words: Translate = (key, values) => t(key, values ?? {});
  const nodes = items.map((node) => factsOf(node, rows, words, i18n.language)).sort((one, other) => one.name.localeCompare(other.name));
  return (
    <FormGroup isStack role="radiogroup" fieldId="migrate-nodes" label={t('Node')} className={styles.nodes}>
      {nodes.map((node) => (
        <Radio
          key={node.name}
          id={`migrate-to-${node.name}`}
          name="migrate-nodes"
          label={node.name}
          description={node.whyNot ?? t('{{cpu}} CPUs, {{memory}}', { cpu: node.cpu, memory: node.memory })}
          isDisabled={node.whyNot !== undefined}
          isChecked={chosen === node.host}
          onChange={() => onChoose(node.host)}
        />
      ))}
    </FormGroup>
  );
};
