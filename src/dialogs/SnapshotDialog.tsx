import { Alert, Checkbox } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SnapshotKind } from '../../contracts/kinds';
import { perform } from '../actions/perform';
import { actionById } from '../actions/registry';
import { snapshotOf } from '../actions/snapshot';
import { useActionContext } from '../actions/use-action-context';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import type { VmRow } from '../domain/inventory/row';
import { timeSuffix } from '../domain/names';
import { createObject } from '../k8s/client';
import { DeadlineField, durationOf, standardDeadline } from './DeadlineField';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';
import { SnapshotVolumes } from './SnapshotVolumes';
import { useMachineFacts } from './use-machine-facts';
import { longestName, useNameWords } from './use-name-words';

/** What a snapshot of a running guest is worth depends on the guest agent. */
const OnlineNote = ({ row }: { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  if (row.phase !== 'Running') return null;
  if (row.paused) {
    return (
      <Alert component="h2" isInline variant="info" title={t('The machine is paused')}>
        {t('The snapshot holds the disks as they are; what the guest has not written is not in it. (Indications: Online, Paused)')}
      </Alert>
    );
  }
  return row.agent ? (
    <Alert component="h2" isInline variant="info" title={t('The machine is running')}>
      {t('Its guest agent holds the file systems still while the disks are copied. (Indications: Online, GuestAgent)')}
    </Alert>
  ) : (
    <Alert component="h2" isInline variant="warning" title={t('The machine is running without a guest agent')}>
      {t(
        'The disks are copied as after a power cut: what the guest has not written is not in the snapshot. (Indications: Online, NoGuestAgent)',
      )}
    </Alert>
  );
};

/** Takes a snapshot of one machine: what it will hold is said before. */
export const SnapshotDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const [row] = rows;
  return row ? <SnapshotOne row={row} onClose={onClose} /> : null;
};

const SnapshotOne = ({ row, onClose }: DialogProps & { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const wordsOf = useNameWords();
  const [name, setName] = useState(() => `${row.name}-${timeSuffix()}`);
  const [description, setDescription] = useState('');
  const [deadline, setDeadline] = useState(standardDeadline);
  const [aware, setAware] = useState(false);
  const { facts, failure } = useMachineFacts(row);
  const action = actionById('snapshot');
  const left = facts?.volumes.filter((volume) => !volume.enabled) ?? [];
  const problem = wordsOf(name, longestName);
  const duration = durationOf(deadline);
  const params = { name, description, deadline: duration };
  const submit = async () => {
    // Refusals belong beside the fields; the work itself goes on without the dialog.
    await createObject(SnapshotKind, snapshotOf(row, params), { dryRun: 'All' });
    if (action) void perform({ action, rows: [row], params }, context);
  };
  return (
    <FormDialog
      wide
      title={t('Take a snapshot of {{name}}', { name: row.name })}
      submitLabel={t('Take snapshot')}
      canSubmit={problem === undefined && duration !== undefined && (left.length === 0 || aware)}
      command={action?.command?.(row, params)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field id="snapshot-name" label={t('Name')} isRequired value={name} problem={problem} onChange={setName} />
      <Field id="snapshot-description" label={t('Description')} value={description} onChange={setDescription} />
      <DeadlineField deadline={deadline} onChange={setDeadline} />
      <OnlineNote row={row} />
      {failure && <ErrorNotice title={t('The disks of the machine cannot be read')} failure={failure} />}
      {facts && <SnapshotVolumes volumes={facts.volumes} />}
      {left.length > 0 && (
        <Checkbox
          id="snapshot-aware"
          data-test="snapshot-aware"
          label={t('I know that {{count}} disks will not be in the snapshot', { count: left.length })}
          isChecked={aware}
          onChange={(_, on) => setAware(on)}
        />
      )}
    </FormDialog>
  );
};

export default SnapshotDialog;
