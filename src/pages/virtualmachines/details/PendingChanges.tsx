import { Alert, AlertActionLink, List, ListItem } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useVmActions } from '../../../actions/use-vm-actions';
import { pendingChanges } from '../../../domain/details/pending-changes';
import type { AppliedBy } from '../../../domain/details/pending-changes';
import { fieldLabel } from './field-labels';
import type { Machine } from './use-machine';

/** Edits that the running guest does not have yet, and what brings them there. */
export function PendingChanges({ machine }: { machine: Machine }) {
  const { t } = useTranslation('plugin__virtdeck');
  const { vm, vmi, migration, row } = machine;
  const changes = useMemo(() => pendingChanges(vm, vmi), [vm, vmi]);
  const restart = useVmActions({ vm, ...(vmi && { vmi }), ...(migration && { migration }) }).find((item) => item.id === 'restart');
  if (changes.length === 0 && !row.restartRequired) return null;
  const required = row.conditions.find((condition) => condition.type === 'RestartRequired' && condition.status === 'True');
  const applied: Record<AppliedBy, string> = {
    restart: t('after a restart'),
    migration: t('after a live migration or a restart'),
    itself: t('applied while it runs'),
  };
  return (
    <Alert
      isInline
      isExpandable={changes.length > 3}
      variant="info"
      title={t('{{count}} change waits', { count: Math.max(1, changes.length) })}
      data-test="pending-changes"
      actionLinks={
        restart?.disabledReason === undefined && restart && <AlertActionLink onClick={restart.onSelect}>{restart.label}</AlertActionLink>
      }
    >
      {required && <p>{required.message || required.reason}</p>}
      <List isPlain>
        {changes.map((change) => (
          <ListItem key={`${change.field}/${change.item}`}>
            {fieldLabel(change.field, t)}
            {change.item === '' ? '' : ` ${change.item}`}: {applied[change.appliedBy]}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
