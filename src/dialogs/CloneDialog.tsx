import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloneKind } from '../../contracts/kinds';
import type { VmRow } from '../domain/inventory/row';
import { randomSuffix } from '../domain/names';
import { createObject } from '../k8s/client';
import { addToast } from '../tasks/toasts';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

/** Copies a machine within its project, by KubeVirt's clone API. */
export const CloneDialog = ({ row, onClose }: DialogProps & { row: VmRow }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [name, setName] = useState(`${row.name}-clone`);
  const valid = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253;
  const submit = async () => {
    const machine = (target: string) => ({ apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: target });
    await createObject(CloneKind, {
      apiVersion: 'clone.kubevirt.io/v1beta1',
      kind: 'VirtualMachineClone',
      metadata: { name: `${row.name.slice(0, 200)}-${randomSuffix()}`, namespace: row.namespace },
      spec: { source: machine(row.name), target: machine(name) },
    });
    addToast({ variant: 'success', title: t('{{name}} is being cloned', { name: row.name }) });
  };
  return (
    <FormDialog
      title={t('Clone {{name}}', { name: row.name })}
      submitLabel={t('Clone')}
      canSubmit={valid}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormGroup label={t('Name')} isRequired fieldId="clone-name">
        <TextInput
          id="clone-name"
          isRequired
          value={name}
          validated={valid ? 'default' : 'error'}
          onChange={(_, value) => setName(value)}
        />
      </FormGroup>
    </FormDialog>
  );
};

export default CloneDialog;
