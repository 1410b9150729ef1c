import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionById } from '../actions/registry';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue, isQualifiedName } from '../domain/label-syntax';
import { BulkFrame } from './BulkFrame';
import { KeyValueEditor, mapOf, pairsOf } from './KeyValueEditor';
import type { Pair } from './KeyValueEditor';
import type { DialogProps } from './registry';

function commonLabels(rows: readonly VmRow[]): Record<string, string> {
  const [first, ...rest] = rows;
  const entries = Object.entries(first?.labels ?? {}).filter(([name, value]) => rest.every((row) => row.labels[name] === value));
  return Object.fromEntries(entries);
}

/** The labels that all of several machines have; each machine keeps its others. */
export const LabelsManyDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const common = useMemo(() => commonLabels(rows), [rows]);
  const [pairs, setPairs] = useState<readonly Pair[]>(() => pairsOf(common));
  const action = actionById('labels');
  if (!action) return null;
  const next = mapOf(pairs);
  const set = Object.fromEntries(Object.entries(next).filter(([name, value]) => common[name] !== value));
  const remove = Object.keys(common).filter((name) => !(name in next));
  const isValid =
    pairs.every((pair) => isQualifiedName(pair.name) && isLabelValue(pair.value)) && Object.keys(next).length === pairs.length;
  return (
    <BulkFrame
      action={action}
      rows={rows}
      title={t('Labels of {{count}} machines', { count: rows.length })}
      params={{ set, remove }}
      canSubmit={isValid && Object.keys(set).length + remove.length > 0}
      onClose={onClose}
    >
      <p>{t('Labels that all of them have. Other labels of each machine stay.')}</p>
      <KeyValueEditor pairs={pairs} isValidName={isQualifiedName} isValidValue={isLabelValue} onChange={setPairs} />
    </BulkFrame>
  );
};

export default LabelsManyDialog;
