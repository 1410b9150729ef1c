import { actionById } from '../actions/registry';
import type { VmRow } from '../domain/inventory/row';
import { BulkFrame } from './BulkFrame';
import type { DialogProps } from './registry';

interface BulkDialogProps extends DialogProps {
  actionId: string;
  rows: readonly VmRow[];
}

/** A verb that needs to know nothing more, for many machines. */
export const BulkDialog = ({ actionId, rows, onClose }: BulkDialogProps) => {
  const action = actionById(actionId);
  return action ? <BulkFrame action={action} rows={rows} onClose={onClose} /> : null;
};

export default BulkDialog;
