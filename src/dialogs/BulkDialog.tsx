import { ExpandableSection, FormGroup, NumberInput, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../actions/perform';
import { previewBulk } from '../actions/preview-bulk';
import { actionById } from '../actions/registry';
import type { VmAction } from '../actions/types';
import { useActionContext } from '../actions/use-action-context';
import { LoadingRows } from '../components/ui/StateView';
import type { VmRow } from '../domain/inventory/row';
import styles from './dialogs.module.css';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

interface BulkDialogProps extends DialogProps {
  actionId: string;
  rows: readonly VmRow[];
}

const Names = ({ rows }: { rows: readonly VmRow[] }) => (
  <ul className={styles.list}>
    {rows.slice(0, 200).map((row) => (
      <li key={row.key}>{row.key}</li>
    ))}
    {rows.length > 200 && <li>…</li>}
  </ul>
);

const Preview = ({ action, rows, onClose }: { action: VmAction; rows: readonly VmRow[]; onClose(): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [atOnce, setAtOnce] = useState(5);
  const [typed, setTyped] = useState('');
  const label = action.label(context.t);
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const { data: preview } = useQuery({
    queryKey: ['bulk-preview', action.id, keys],
    queryFn: () => previewBulk(action, rows, context.t),
    gcTime: 0,
    staleTime: Infinity,
  });
  const affected = preview?.affected ?? [];
  const confirmation = action.confirm?.(affected, context.t);
  const mustType = confirmation?.typedName !== undefined ? String(affected.length) : undefined;
  const ready = affected.length > 0 && (mustType === undefined || typed === mustType);
  const submit = () => void perform({ action, rows: affected, concurrency: atOnce }, context);
  return (
    <FormDialog
      wide
      title={`${label}: ${t('{{count}} machines', { count: rows.length })}`}
      submitLabel={label}
      danger={action.danger === true || confirmation?.danger === true}
      canSubmit={ready}
      onSubmit={submit}
      onClose={onClose}
    >
      {confirmation && <p>{confirmation.body}</p>}
      {!preview && <LoadingRows rows={2} />}
      {preview && (
        <ExpandableSection toggleText={t('{{count}} machines will be affected', { count: affected.length })} data-test="bulk-affected">
          <Names rows={affected} />
        </ExpandableSection>
      )}
      {preview?.excluded.map(({ reason, rows: left }) => (
        <ExpandableSection
          key={reason}
          toggleText={`${t('{{count}} will not', { count: left.length })}: ${reason}`}
          data-test="bulk-excluded"
        >
          <Names rows={left} />
        </ExpandableSection>
      ))}
      <FormGroup label={t('At the same time')} fieldId="bulk-at-once">
        <NumberInput
          id="bulk-at-once"
          inputName="at-once"
          inputAriaLabel={t('At the same time')}
          min={1}
          max={50}
          value={atOnce}
          onMinus={() => setAtOnce(Math.max(1, atOnce - 1))}
          onPlus={() => setAtOnce(Math.min(50, atOnce + 1))}
          onChange={(event) => setAtOnce(Math.max(1, Math.min(50, Number(event.currentTarget.valueAsNumber) || 1)))}
        />
      </FormGroup>
      {mustType !== undefined && preview && (
        <FormGroup label={t('Type {{name}} to confirm', { name: mustType })} fieldId="bulk-typed">
          <TextInput id="bulk-typed" data-test="confirm-typed" value={typed} onChange={(_, value) => setTyped(value)} />
        </FormGroup>
      )}
    </FormDialog>
  );
};

/** What will and will not be affected and why, before a verb runs on many machines. */
export const BulkDialog = ({ actionId, rows, onClose }: BulkDialogProps) => {
  const action = actionById(actionId);
  return action ? <Preview action={action} rows={rows} onClose={onClose} /> : null;
};

export default BulkDialog;
