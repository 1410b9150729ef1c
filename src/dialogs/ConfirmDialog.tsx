import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

export interface ConfirmDialogProps extends DialogProps {
  title: string;
  body: string;
  confirmLabel: string;
  danger: boolean;
  /** The kubectl or virtctl line that does the same. */
  command?: string | undefined;
  onConfirm(): Promise<unknown> | void;
}

/** Asks before data may be lost. */
export const ConfirmDialog = ({ title, body, confirmLabel, danger, command, onConfirm, onClose }: ConfirmDialogProps) => (
  <FormDialog title={title} submitLabel={confirmLabel} danger={danger} command={command} onSubmit={onConfirm} onClose={onClose}>
    <p>{body}</p>
  </FormDialog>
);

export default ConfirmDialog;
