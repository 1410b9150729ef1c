import { FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { BulkFrame } from './BulkFrame';
import { FormDialog } from './FormDialog';
import type { DialogProps } from './registry';

/** When KubeVirt keeps a machine running. */
export const RunStrategyDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [first] = rows;
  const [runStrategy, setRunStrategy] = useState(first?.runStrategy ?? 'Halted');
  const action = actionById('run-strategy');
  if (!action || !first) return null;
  const strategies: [string, string][] = [
    ['Always', t('Always running: started again whenever it ends.')],
    ['RerunOnFailure', t('Started again after a failure; stays off after a shutdown from inside.')],
    ['Manual', t('Started and stopped only by hand.')],
    ['Halted', t('Off until its run strategy changes or it is started.')],
    ['Once', t('Runs once; never started again.')],
  ];
  const choice = (
    <FormGroup isStack role="radiogroup" label={t('Run strategy')} fieldId="run-strategy">
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
  );
  if (rows.length > 1) {
    return (
      <BulkFrame action={action} rows={rows} params={{ runStrategy }} onClose={onClose}>
        {choice}
      </BulkFrame>
    );
  }
  const isUntouched = runStrategy === first.runStrategy;
  return (
    <FormDialog
      title={t('Run strategy of {{name}}', { name: first.name })}
      submitLabel={t('Save')}
      command={action.command?.(first, { runStrategy })}
      onSubmit={() => (isUntouched ? undefined : performOrReject({ action, rows, params: { runStrategy } }, context))}
      onClose={onClose}
    >
      {choice}
    </FormDialog>
  );
};

export default RunStrategyDialog;
