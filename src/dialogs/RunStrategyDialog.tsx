import { FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform, performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

/** When KubeVirt keeps a machine running. */
export const RunStrategyDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [first] = rows;
  const [runStrategy, setRunStrategy] = useState(first?.runStrategy ?? 'Halted');
  const strategies: [string, string][] = [
    ['Always', t('Always running: started again whenever it ends.')],
    ['RerunOnFailure', t('Started again after a failure; stays off after a shutdown from inside.')],
    ['Manual', t('Started and stopped only by hand.')],
    ['Halted', t('Off until its run strategy changes or it is started.')],
    ['Once', t('Runs once; never started again.')],
  ];
  const submit = async () => {
    const action = actionById('run-strategy');
    if (!action || !first) return;
    if (rows.length === 1) await performOrReject(action, first, { runStrategy });
    else void perform({ action, rows, params: { runStrategy } }, context);
  };
  return (
    <FormDialog title={t('Change run strategy')} submitLabel={t('Save')} onSubmit={submit} onClose={onClose}>
      <FormGroup
        role="radiogroup"
        label={rows.length === 1 ? first?.name : t('{{count}} machines', { count: rows.length })}
        fieldId="run-strategy"
      >
        {strategies.map(([name, words]) => (
          <Radio
            key={name}
            id={`run-strategy-${name}`}
            name="run-strategy"
            label={name}
            description={words}
            isChecked={runStrategy === name}
            onChange={() => setRunStrategy(name)}
          />
        ))}
      </FormGroup>
    </FormDialog>
  );
};

export default RunStrategyDialog;
