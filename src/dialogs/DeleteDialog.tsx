import { Alert } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownedObjects } from '../actions/owned-objects';
import { performOrReject } from '../actions/perform';
import { actionById } from '../actions/registry';
import { useActionContext } from '../actions/use-action-context';
import { ErrorNotice } from '../components/ui/ErrorNotice';
import { LoadingRows } from '../components/ui/StateView';
import type { VmRow } from '../domain/inventory/row';
import { toFailure } from '../k8s/api-error';
import { Field } from './Field';
import { FormDialog } from './FormDialog';
import { GracePeriodField } from './GracePeriodField';
import { OwnedList } from './OwnedList';
import type { DialogProps } from './registry';

/** Seconds, where nothing else is said (KubeVirt's default). */
const STANDARD_GRACE = 30;

/** Deletes one machine: what goes with it is listed and may be kept, and its name is typed. */
export const DeleteDialog = ({ rows, onClose }: DialogProps & { rows: readonly VmRow[] }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const context = useActionContext();
  const [row] = rows;
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const [grace, setGrace] = useState<number>();
  const [typed, setTyped] = useState('');
  const owned = useQuery({
    queryKey: ['owned-objects', row?.key, row?.uid],
    queryFn: () => (row ? ownedObjects(row) : { objects: [], unread: [] }),
    gcTime: 0,
    staleTime: Infinity,
  });
  const action = actionById('delete');
  if (!row || !action) return null;
  const objects = owned.data?.objects ?? [];
  const kept = chosen ?? new Set(objects.filter((each) => each.shared).map((each) => each.uid));
  const isRunning = row.phase !== '' && row.phase !== 'Succeeded' && row.phase !== 'Failed';
  const params = { ...(kept.size > 0 && { keep: [...kept] }), ...(grace !== undefined && { gracePeriod: grace }) };
  return (
    <FormDialog
      wide
      danger
      title={t('Delete {{name}}?', { name: row.name })}
      submitLabel={t('Delete')}
      canSubmit={typed === row.name && !owned.isLoading}
      command={kept.size === 0 ? action.command?.(row) : undefined}
      onSubmit={() => performOrReject({ action, rows, params }, context)}
      onClose={onClose}
    >
      {isRunning && (
        <Alert component="h2" isInline variant="warning" title={t('The machine is running')}>
          {t('Its guest is shut down first; what it has not saved when its grace period ends is lost.')}
        </Alert>
      )}
      <p>{t('The machine is deleted for good, with everything listed here that is not kept.')}</p>
      {owned.isLoading && <LoadingRows rows={2} />}
      {owned.error && <ErrorNotice title={t('What belongs to the machine cannot be read')} failure={toFailure(owned.error)} />}
      {owned.data && <OwnedList owned={owned.data} kept={kept} onKept={setChosen} />}
      {isRunning && row.kind === 'vm' && <GracePeriodField seconds={grace} standard={STANDARD_GRACE} onChange={setGrace} />}
      <Field id="confirm-typed" label={t('Type {{name}} to confirm', { name: row.name })} value={typed} onChange={setTyped} />
    </FormDialog>
  );
};

export default DeleteDialog;
