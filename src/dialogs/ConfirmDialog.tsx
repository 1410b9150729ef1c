import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

export interface ConfirmDialogProps extends DialogProps {
  title: string;
  body: string;
  confirmLabel: string;
  danger: boolean;
  /** Must be typed when there is no way back. */
  typedName?: string;
  /** The kubectl or virtctl line that does the same. */
  command?: string | undefined;
  onConfirm(): Promise<unknown> | void;
}

/** Asks before data may be lost. */
export const ConfirmDialog = ({ title, body, confirmLabel, danger, typedName, command, onConfirm, onClose }: ConfirmDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [typed, setTyped] = useState('');
  const ready = typedName === undefined || typed === typedName;
  return (
    <FormDialog title={title} submitLabel={confirmLabel} danger={danger} canSubmit={ready} onSubmit={onConfirm} onClose={onClose}>
      <p>{body}</p>
      {typedName !== undefined && (
        <FormGroup label={t('Type {{name}} to confirm', { name: typedName })} fieldId="virtdeck-confirm-typed">
          <TextInput id="virtdeck-confirm-typed" data-test="confirm-typed" value={typed} onChange={(_, value) => setTyped(value)} />
        </FormGroup>
      )}
      {command !== undefined && (
        <p>
          {t('The same by command:')} <code>{command}</code>
        </p>
      )}
    </FormDialog>
  );
};

export default ConfirmDialog;
