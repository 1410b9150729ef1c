import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SnapshotKind } from '../../contracts/kinds';
import type { VmRow } from '../domain/inventory/row';
import { randomSuffix } from '../domain/names';
import { createObject } from '../k8s/client';
import { addToast } from '../tasks/toasts';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

function snapshotOf(row: VmRow, name: string) {
  return {
    apiVersion: 'snapshot.kubevirt.io/v1beta1',
    kind: 'VirtualMachineSnapshot',
    metadata: { name, namespace: row.namespace },
    spec: { source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: row.name } },
  };
}

/** Asks the names; every machine gets a snapshot of its own. */
export const SnapshotDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [suffix, setSuffix] = useState(() => `snapshot-${randomSuffix()}`);
  const valid = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(suffix);
  const submit = async () => {
    for (const row of rows) await createObject(SnapshotKind, snapshotOf(row, `${row.name}-${suffix}`));
    addToast({ variant: 'success', title: t('{{count}} snapshots are being taken', { count: rows.length }) });
  };
  const [first] = rows;
  return (
    <FormDialog
      title={
        rows.length === 1
          ? t('Take a snapshot of {{name}}', { name: first?.name ?? '' })
          : t('Take snapshots of {{count}} machines', { count: rows.length })
      }
      submitLabel={t('Take snapshot')}
      canSubmit={valid}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormGroup label={t('Name after that of the machine')} isRequired fieldId="snapshot-suffix">
        <TextInput
          id="snapshot-suffix"
          isRequired
          value={suffix}
          validated={valid ? 'default' : 'error'}
          onChange={(_, value) => setSuffix(value)}
        />
      </FormGroup>
    </FormDialog>
  );
};

export default SnapshotDialog;
