import { Alert, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionById } from '../actions/registry';
import type { VmRow } from '../domain/inventory/row';
import { BulkFrame } from './BulkFrame';
import { GracePeriodField } from './GracePeriodField';
import type { DialogProps } from './registry';

/** Seconds, where nothing else is said (KubeVirt's default). */
const STANDARD_GRACE = 30;

/** Deletes several machines, with their disks or without; their number is typed. */
export const DeleteManyDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [keepDisks, setKeepDisks] = useState(false);
  const [grace, setGrace] = useState<number>();
  const action = actionById('delete');
  if (!action) return null;
  const running = rows.filter((row) => row.phase !== '' && row.phase !== 'Succeeded' && row.phase !== 'Failed').length;
  const params = { ...(keepDisks && { keep: 'disks' }), ...(grace !== undefined && { gracePeriod: grace }) };
  return (
    <BulkFrame
      mustType
      title={t('Delete {{count}} machines?', { count: rows.length })}
      action={action}
      rows={rows}
      params={params}
      onClose={onClose}
    >
      {running > 0 && (
        <Alert component="h2" isInline variant="warning" title={t('{{count}} machines are running', { count: running })}>
          {t('Their guests are shut down first; what they have not saved when their grace period ends is lost.')}
        </Alert>
      )}
      <FormGroup isStack role="radiogroup" fieldId="delete-disks" label={t('Disks that belong to the machines')}>
        <Radio
          id="delete-disks-go"
          name="delete-disks"
          label={t('Delete them and the snapshots')}
          isChecked={!keepDisks}
          onChange={() => setKeepDisks(false)}
        />
        <Radio
          id="delete-disks-stay"
          name="delete-disks"
          label={t('Keep the disks')}
          description={t(
            'Each disk is taken out of the ownership of its machine first; a machine whose disks cannot be saved is not deleted. Snapshots go all the same.',
          )}
          isChecked={keepDisks}
          onChange={() => setKeepDisks(true)}
        />
      </FormGroup>
      {running > 0 && <GracePeriodField seconds={grace} standard={STANDARD_GRACE} onChange={setGrace} />}
    </BulkFrame>
  );
};

export default DeleteManyDialog;
