import { Alert } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionById } from '../actions/registry';
import type { VmRow } from '../domain/inventory/row';
import { timeSuffix } from '../domain/names';
import { BulkFrame } from './BulkFrame';
import { DeadlineField, durationOf, standardDeadline } from './DeadlineField';
import { Field } from './Field';
import type { DialogProps } from './registry';
import { longestName, useNameWords } from './use-name-words';

/** Takes a snapshot of each of several machines. */
export const SnapshotManyDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const wordsOf = useNameWords();
  const [suffix, setSuffix] = useState(timeSuffix);
  const [description, setDescription] = useState('');
  const [deadline, setDeadline] = useState(standardDeadline);
  const action = actionById('snapshot');
  if (!action) return null;
  const longest = rows.reduce((most, row) => Math.max(most, row.name.length), 0);
  const problem = wordsOf(suffix, longestName - longest - 1);
  const duration = durationOf(deadline);
  const without = rows.filter((row) => row.kind === 'vm' && !row.snapshotable).length;
  return (
    <BulkFrame
      action={action}
      rows={rows}
      title={t('Take snapshots of {{count}} machines', { count: rows.length })}
      params={{ suffix, description, deadline: duration }}
      canSubmit={problem === undefined && duration !== undefined}
      onClose={onClose}
    >
      <Field
        id="snapshot-suffix"
        label={t('Name, behind that of each machine')}
        isRequired
        value={suffix}
        problem={problem}
        hint={`${rows[0]?.name ?? ''}-${suffix}`}
        onChange={setSuffix}
      />
      <Field id="snapshot-description" label={t('Description')} value={description} onChange={setDescription} />
      <DeadlineField deadline={deadline} onChange={setDeadline} />
      {without > 0 && (
        <Alert
          component="h2"
          isInline
          variant="warning"
          title={t('{{count}} of these machines have no disk that can be in a snapshot', { count: without })}
        >
          {t('Their snapshots hold the definition of the machine only.')}
        </Alert>
      )}
    </BulkFrame>
  );
};

export default SnapshotManyDialog;
