import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue } from '../domain/label-syntax';
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
  const [folder, setFolder] = useState(current ?? rows[0]?.folder ?? '');
  const valid = isLabelValue(folder);
  const title =
    current === undefined ? t('Move {{count}} machines to a group', { count: rows.length }) : t('Group {{name}}', { name: current });
  const submit = () => {
    const action = actionById('move-to-group');
    const moved = rows.filter((row) => row.folder !== folder);
    if (action && moved.length > 0) void perform({ action, rows: moved, params: { folder } }, context);
  };
  return (
    <FormDialog title={title} submitLabel={t('Move')} canSubmit={valid} onSubmit={submit} onClose={onClose}>
      <FormGroup label={t('Group')} fieldId="virtdeck-group">
        <TextInput
          id="virtdeck-group"
          data-test="group-name"
          value={folder}
          validated={valid ? 'default' : 'error'}
          onChange={(_, value) => setFolder(value)}
        />
        <FormHelperText>
          <HelperText>
            <HelperTextItem variant={valid ? 'default' : 'error'}>
              {valid
                ? t('A new name makes a new group; no name takes the machines out of their group.')
                : t('Letters, digits, "-", "_" and "." only; at most 63 characters, beginning and ending with a letter or digit.')}
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </FormDialog>
  );
};

export default MoveToGroupDialog;
