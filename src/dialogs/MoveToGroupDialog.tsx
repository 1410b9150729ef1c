import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue } from '../domain/label-syntax';
import { BulkFrame } from './BulkFrame';
import { FormDialog } from './FormDialog';
import { GroupNameField } from './GroupNameField';
import type { DialogProps } from './registry';

/** Puts machines into a group, a new one as well; an empty name takes them out. */
export const MoveToGroupDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [first] = rows;
  const [folder, setFolder] = useState(first?.folder ?? '');
  const action = actionById('move-to-group');
  if (!action || !first) return null;
  const params = { folder };
  const isValid = isLabelValue(folder);
  const hint = t('A new name makes a new group; no name takes the machines out of their group.');
  const field = <GroupNameField value={folder} hint={hint} onChange={setFolder} />;
  if (rows.length > 1) {
    return (
      <BulkFrame action={action} rows={rows} params={params} canSubmit={isValid} onClose={onClose}>
        {field}
      </BulkFrame>
    );
  }
  return (
    <FormDialog
      title={t('Move {{name}} to a group', { name: first.name })}
      submitLabel={t('Move')}
      canSubmit={isValid}
      command={action.command?.(first, params)}
      onSubmit={() => (first.folder === folder ? undefined : performOrReject({ action, rows, params }, context))}
      onClose={onClose}
    >
      {field}
    </FormDialog>
  );
};

export default MoveToGroupDialog;
