import { Button, Checkbox } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialogs.module.css';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

interface ColumnsDialogProps extends DialogProps {
  columns: readonly { id: string; title: string; standard: boolean }[];
  chosen: readonly string[];
  /** Without ids: the standard columns. */
  onSave(ids: readonly string[]): void;
}

function moved(order: readonly string[], index: number, step: number): string[] {
  const next = [...order];
  const [taken] = next.splice(index, 1);
  if (taken !== undefined) next.splice(index + step, 0, taken);
  return next;
}

/** Which columns the table has, and in which order. */
export const ColumnsDialog = ({ columns, chosen, onSave, onClose }: ColumnsDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [order, setOrder] = useState(() => [...chosen, ...columns.map((column) => column.id).filter((id) => !chosen.includes(id))]);
  const [shown, setShown] = useState<ReadonlySet<string>>(() => new Set(chosen));
  const toggle = (id: string, on: boolean) => setShown(new Set(on ? [...shown, id] : [...shown].filter((each) => each !== id)));
  const standard = columns.filter((column) => column.standard).map((column) => column.id);
  const reset = () => {
    setShown(new Set(standard));
    setOrder([...standard, ...columns.map((column) => column.id).filter((id) => !standard.includes(id))]);
  };
  return (
    <FormDialog
      title={t('Columns')}
      submitLabel={t('Save')}
      canSubmit={shown.size > 0}
      onSubmit={() => onSave(order.filter((id) => shown.has(id)))}
      onClose={onClose}
    >
      <div>
        {order.map((id, index) => {
          const title = columns.find((column) => column.id === id)?.title ?? id;
          return (
            <div key={id} className={styles.entry} data-test="column-choice">
              <Checkbox
                id={`column-${id}`}
                label={title}
                isChecked={shown.has(id)}
                isDisabled={id === 'name'}
                onChange={(_, on) => toggle(id, on)}
              />
              <Button
                variant="plain"
                size="sm"
                aria-label={t('Move {{column}} up', { column: title })}
                isDisabled={index === 0}
                onClick={() => setOrder(moved(order, index, -1))}
              >
                ↑
              </Button>
              <Button
                variant="plain"
                size="sm"
                aria-label={t('Move {{column}} down', { column: title })}
                isDisabled={index === order.length - 1}
                onClick={() => setOrder(moved(order, index, 1))}
              >
                ↓
              </Button>
            </div>
          );
        })}
      </div>
      <Button variant="link" onClick={reset}>
        {t('Restore the standard columns')}
      </Button>
    </FormDialog>
  );
};

export default ColumnsDialog;
