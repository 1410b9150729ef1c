import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform, performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue } from '../domain/label-syntax';
import { BulkFrame } from './BulkFrame';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

interface MoveToGroupDialogProps extends DialogProps {
  rows: readonly VmRow[];
  /** Set when a whole group is meant: then this renames or dissolves it. */
  current?: string;
}

/** Puts machines into a group, a new one as well; an empty name takes them out. Renaming a group moves all of it. */
export const MoveToGroupDialog = ({ rows, current, onClose }: MoveToGroupDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [first] = rows;
  const [folder, setFolder] = useState(current ?? first?.folder ?? '');
  const action = actionById('move-to-group');
  if (!action || !first) return null;
  const params = { folder };
  const moved = rows.filter((row) => row.folder !== folder);
  const problem = isLabelValue(folder)
    ? undefined
    : t('Letters, digits, "-", "_" and "." only; at most 63 characters, beginning and ending with a letter or digit.');
  const field = (
    <Field
      id="group-name"
      label={t('Group')}
      value={folder}
      problem={problem}
      hint={t('A new name makes a new group; no name takes the machines out of their group.')}
      onChange={setFolder}
    />
  );
  if (rows.length > 1 && current === undefined) {
    return (
      <BulkFrame action={action} rows={rows} params={params} canSubmit={problem === undefined} onClose={onClose}>
        {field}
      </BulkFrame>
    );
  }
  const submit = () => {
    if (moved.length === 0) return;
    if (rows.length === 1) return performOrReject({ action, rows, params }, context);
    void perform({ action, rows: moved, params }, context);
  };
  return (
    <FormDialog
      title={current === undefined ? t('Move {{name}} to a group', { name: first.name }) : t('Group {{name}}', { name: current })}
      submitLabel={t('Move')}
      canSubmit={problem === undefined}
      command={rows.length === 1 ? action.command?.(first, params) : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {field}
    </FormDialog>
  );
};

export default MoveToGroupDialog;
