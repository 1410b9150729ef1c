import { Alert, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import type { VmRow } from '../domain/inventory/row';
import { BulkFrame } from './BulkFrame';
import { FormDialog } from './FormDialog';
import { NodeChoice } from './NodeChoice';
import type { DialogProps } from './registry';

/** Moves running machines to another node, without a stop; to which, the cluster or the person decides. */
export const MigrateDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [byHand, setByHand] = useState(false);
  const [node, setNode] = useState('');
  const action = actionById('migrate');
  const [row] = rows;
  if (!action || !row) return null;
  const params = byHand ? { node } : {};
  const canSubmit = !byHand || node !== '';
  const choice = (
    <>
      <p>{t('Memory and processors move to another node while the guest goes on running. The disks stay where they are.')}</p>
      <FormGroup isStack role="radiogroup" fieldId="migrate-where" label={t('Where to')}>
        <Radio
          id="migrate-any"
          name="migrate-where"
          label={t('The cluster chooses a node')}
          isChecked={!byHand}
          onChange={() => setByHand(false)}
        />
        <Radio
          id="migrate-node"
          name="migrate-where"
          label={t('A certain node')}
          description={t('If the machine does not fit there, it stays where it is and the migration fails after five minutes.')}
          isChecked={byHand}
          onChange={() => setByHand(true)}
        />
      </FormGroup>
      {byHand && <NodeChoice rows={rows} chosen={node} onChoose={setNode} />}
    </>
  );
  if (rows.length > 1) {
    return (
      <BulkFrame action={action} rows={rows} params={params} canSubmit={canSubmit} onClose={onClose}>
        {choice}
      </BulkFrame>
    );
  }
  return (
    <FormDialog
      wide
      title={t('Migrate {{name}}', { name: row.name })}
      submitLabel={t('Migrate')}
      canSubmit={canSubmit}
      command={action.command?.(row, params)}
      onSubmit={() => performOrReject({ action, rows, params }, context)}
      onClose={onClose}
    >
      {row.node !== '' && <p>{t('It runs on {{node}} now.', { node: row.node })}</p>}
      {choice}
      {row.restartRequired && (
        <Alert
          component="h2"
          isInline
          variant="info"
          title={t('Some changes of this machine take effect by a restart only, not by a migration.')}
        />
      )}
    </FormDialog>
  );
};

export default MigrateDialog;
