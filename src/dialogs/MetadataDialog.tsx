import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../actions/edit-machine';
import { FailureView, LoadingRows } from '../components/ui/StateView';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue, isQualifiedName } from '../domain/label-syntax';
import { createPatch } from '../domain/patch/diff';
import { stringMap } from '../domain/read';
import { getObject, patchObject } from '../k8s/client';
import { toFailure } from '../k8s/api-error';
import { useQuery } from '@tanstack/react-query';
import { FormDialog } from './FormDialog';
import { KeyValueEditor, mapOf, pairsOf } from './KeyValueEditor';
import type { Pair } from './KeyValueEditor';
import type { DialogProps } from './registry';

type Field = 'labels' | 'annotations';

interface MetadataDialogProps extends DialogProps {
  rows: readonly VmRow[];
  field: Field;
}

interface EditorProps {
  title: string;
  field: Field;
  initial: Readonly<Record<string, string>>;
  onSave(next: Record<string, string>): Promise<unknown> | void;
  onClose(): void;
}

const Editor = ({ title, field, initial, onSave, onClose }: EditorProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [pairs, setPairs] = useState<readonly Pair[]>(() => pairsOf(initial));
  const isValidValue = (value: string) => field === 'annotations' || isLabelValue(value);
  const names = pairs.map((pair) => pair.name);
  const valid = pairs.every((pair) => isQualifiedName(pair.name) && isValidValue(pair.value)) && new Set(names).size === names.length;
  return (
    <FormDialog wide title={title} submitLabel={t('Save')} canSubmit={valid} onSubmit={() => onSave(mapOf(pairs))} onClose={onClose}>
      <KeyValueEditor pairs={pairs} isValidName={isQualifiedName} isValidValue={isValidValue} onChange={setPairs} />
    </FormDialog>
  );
};

/** One machine: what is shown is what was read when the dialog opened; a change by others meanwhile is refused, not lost. */
const EditOne = ({ row, field, onClose }: { row: VmRow; field: Field; onClose(): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const title = field === 'labels' ? t('Labels of {{name}}', { name: row.name }) : t('Annotations of {{name}}', { name: row.name });
  const kind = kindOf(row);
  const read = useQuery({
    queryKey: ['edit-metadata', row.key],
    queryFn: () => getObject(kind, row.name, row.namespace),
    gcTime: 0,
    staleTime: Infinity,
  });
  if (!read.data) {
    const state = read.error ? <FailureView failure={toFailure(read.error)} /> : <LoadingRows rows={3} />;
    return (
      <FormDialog wide title={title} submitLabel={t('Save')} canSubmit={false} onSubmit={() => undefined} onClose={onClose}>
        {state}
      </FormDialog>
    );
  }
  const before = read.data;
  const save = async (next: Record<string, string>) => {
    const draft = structuredClone(before);
    if (draft.metadata[field] || Object.keys(next).length > 0) draft.metadata[field] = next;
    const patch = createPatch(before, draft);
    if (patch.length > 0) await patchObject(kind, row.name, row.namespace, patch);
  };
  return <Editor title={title} field={field} initial={stringMap(before.metadata[field])} onSave={save} onClose={onClose} />;
};

/** Edits labels or annotations of one machine. */
export const MetadataDialog = ({ rows, field, onClose }: MetadataDialogProps) => {
  const [first] = rows;
  return first ? <EditOne row={first} field={field} onClose={onClose} /> : null;
};

export default MetadataDialog;
