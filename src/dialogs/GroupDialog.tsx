import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionById } from '../actions/registry';
import type { VmRow } from '../domain/inventory/row';
import { isLabelValue } from '../domain/label-syntax';
import { BulkFrame } from './BulkFrame';
import { GroupNameField } from './GroupNameField';
import type { DialogProps } from './registry';

interface GroupDialogProps extends DialogProps {
  intent: 'create' | 'rename' | 'dissolve';
  /** The machines of the group, or those that a new one begins with. */
  rows: readonly VmRow[];
  /** The name of the group, unless it is new. */
  current?: string;
  /** Names that other groups have. */
  taken: readonly string[];
}

/** Creates, renames or dissolves a group. A group is no object but a label of its machines, so each of them is written. */
export const GroupDialog = ({ intent, rows, current = '', taken, onClose }: GroupDialogProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [name, setName] = useState(current);
  const action = actionById('move-to-group');
  if (!action) return null;
  const words = {
    create: { title: t('New group of {{count}} machines', { count: rows.length }), submit: t('Create group') },
    rename: { title: t('Rename group {{name}}', { name: current }), submit: t('Rename group') },
    dissolve: { title: t('Dissolve group {{name}}', { name: current }), submit: t('Dissolve group') },
  }[intent];
  const dissolves = intent === 'dissolve';
  const merges = taken.includes(name) && name !== current;
  return (
    <BulkFrame
      action={action}
      rows={rows}
      title={words.title}
      submitLabel={words.submit}
      params={{ folder: dissolves ? '' : name }}
      canSubmit={dissolves || (name !== '' && name !== current && isLabelValue(name))}
      onClose={onClose}
    >
      {dissolves ? (
        <p>{t('The machines stay as they are, without a group.')}</p>
      ) : (
        <GroupNameField
          value={name}
          onChange={setName}
          {...(merges && { hint: t('A group of this name is there already: the machines join it.') })}
        />
      )}
    </BulkFrame>
  );
};

export default GroupDialog;
