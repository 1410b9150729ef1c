import { ExpandableSection, FormGroup, NumberInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../actions/perform';
import { previewBulk } from '../actions/preview-bulk';
import type { BulkPreview } from '../actions/preview-bulk';
import type { ActionParams, VmAction } from '../actions/types';
import { useActionContext } from '../actions/use-action-context';
import { LoadingRows } from '../components/ui/StateView';
import type { VmRow } from '../domain/inventory/row';
import styles from './dialogs.module.css';
import { Field } from './Field';
import { FormDialog } from './FormDialog';

const MOST_AT_ONCE = 50;
const SHOWN_NAMES = 200;
const within = (count: number) => Math.max(1, Math.min(MOST_AT_ONCE, Math.round(count) || 1));

const Names = ({ rows }: { rows: readonly VmRow[] }) => (
  <ul className={styles.list}>
    {rows.slice(0, SHOWN_NAMES).map((row) => (
      <li key={row.key}>{row.key}</li>
    ))}
    {rows.length > SHOWN_NAMES && <li>…</li>}
  </ul>
);

const Preview = ({ preview }: { preview: BulkPreview | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  if (!preview) return <LoadingRows rows={2} />;
  return (
    <>
      <ExpandableSection
        toggleText={t('{{count}} machines will be affected', { count: preview.affected.length })}
        data-test="bulk-affected"
      >
        <Names rows={preview.affected} />
      </ExpandableSection>
      {preview.excluded.map(({ reason, rows }) => (
        <ExpandableSection
          key={reason}
          toggleText={`${t('{{count}} will not', { count: rows.length })}: ${reason}`}
          data-test="bulk-excluded"
        >
          <Names rows={rows} />
        </ExpandableSection>
      ))}
    </>
  );
};

interface BulkFrameProps {
  action: VmAction;
  rows: readonly VmRow[];
  title?: string;
  /** The verb's own words unless given. */
  submitLabel?: string;
  params?: ActionParams;
  canSubmit?: boolean;
  /** There is no way back: the number of machines must be typed. */
  mustType?: boolean;
  children?: ReactNode;
  onClose(): void;
}

/** A verb for many machines: what will and will not be affected and why, and so many at a time. */
export const BulkFrame = (props: BulkFrameProps) => {
  const { action, rows, title, submitLabel, params, canSubmit = true, mustType = false, children, onClose } = props;
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
  const isTyped = !mustType || typed === String(affected.length);
  return (
    <FormDialog
      wide
      title={title ?? `${label}: ${t('{{count}} machines', { count: rows.length })}`}
      submitLabel={submitLabel ?? label}
      danger={action.danger === true || confirmation?.danger === true}
      canSubmit={canSubmit && isTyped && affected.length > 0}
      onSubmit={() => void perform({ action, rows: affected, concurrency: atOnce, ...(params && { params }) }, context)}
      onClose={onClose}
    >
      {confirmation && <p>{confirmation.body}</p>}
      {children}
      <Preview preview={preview} />
      <FormGroup label={t('At the same time')} fieldId="bulk-at-once">
        <NumberInput
          inputName="at-once"
          inputAriaLabel={t('At the same time')}
          minusBtnAriaLabel={t('Fewer')}
          plusBtnAriaLabel={t('More')}
          inputProps={{ id: 'bulk-at-once' }}
          min={1}
          max={MOST_AT_ONCE}
          value={atOnce}
          onMinus={() => setAtOnce(within(atOnce - 1))}
          onPlus={() => setAtOnce(within(atOnce + 1))}
          onChange={(event) => setAtOnce(within(event.currentTarget.valueAsNumber))}
        />
      </FormGroup>
      {mustType && preview && (
        <Field
          id="confirm-typed"
          label={t('Type {{name}} to confirm', { name: String(affected.length) })}
          value={typed}
          onChange={setTyped}
        />
      )}
    </FormDialog>
  );
};
