import type { VmRow } from '../domain/inventory/row';
import type { Translate } from './types';

/**
 * Why a verb cannot run now. The rules are those of KubeVirt's virt-api (pkg/virt-api/rest/subresource.go, same order)
 * and of its webhooks, so that an enabled verb is accepted and a disabled one would be refused.
 */
type Rule = (row: VmRow, t: Translate) => string | undefined;

const isFinal = (row: VmRow) => row.phase === 'Succeeded' || row.phase === 'Failed';
const hasLiveInstance = (row: VmRow) => row.phase !== '' && !isFinal(row);

/** The reason of the first rule that objects. */
export function firstOf(...rules: Rule[]): Rule {
  return (row, t) => {
    for (const rule of rules) {
      const reason = rule(row, t);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

export const notDeleting: Rule = (row, t) => (row.deleting ? t('The machine is being deleted.') : undefined);

/** The snapshot and restore webhooks lock the VirtualMachine. */
export const notLocked: Rule = (row, t) => {
  if (row.snapshot !== '') return t('Snapshot {{name}} is being taken.', { name: row.snapshot });
  return row.restore === '' ? undefined : t('The machine is being restored by {{name}}.', { name: row.restore });
};

const noRequestPending: Rule = (row, t) => (row.requestPending ? t('A start or stop is already under way.') : undefined);

const notRunning: Rule = (row, t) => (hasLiveInstance(row) && row.phase !== 'Unknown' ? t('The machine is already running.') : undefined);

const startsByHand: Rule = (row, t) => {
  if (row.manualRecovery) return t('A volume migration failed: the machine needs manual recovery before it can start.');
  if (row.runStrategy === 'RerunOnFailure' && row.phase === 'Failed')
    return t('With run strategy RerunOnFailure a failed machine starts by itself.');
  if (row.runStrategy === 'Always' || row.runStrategy === 'Once') {
    return t('Run strategy {{strategy}} does not allow starting by hand.', { strategy: row.runStrategy });
  }
  return undefined;
};

export const startRule = firstOf(notDeleting, notRunning, startsByHand, noRequestPending, notLocked);

const stoppable: Rule = (row, t) => {
  if (row.runStrategy === 'Always' || row.runStrategy === 'Once') return undefined;
  if (row.runStrategy === 'Halted') return row.phase === '' ? t('The machine is not running.') : t('The machine is already stopping.');
  return hasLiveInstance(row) ? undefined : t('The machine is not running.');
};

export const stopRule = firstOf(notDeleting, stoppable, noRequestPending, notLocked);

export const forceStopRule: Rule = (row, t) => (row.phase === '' ? t('The machine is not running.') : undefined);

const restartable: Rule = (row, t) => {
  if (row.runStrategy === 'Halted' || row.runStrategy === 'Once') {
    return row.phase === ''
      ? t('The machine is not running.')
      : t('Run strategy {{strategy}} does not allow restarting.', { strategy: row.runStrategy });
  }
  if (row.volumesChange) return t('Volumes are being changed.');
  return row.phase === '' ? t('The machine is not running.') : undefined;
};

export const restartRule = firstOf(notDeleting, restartable, noRequestPending, notLocked);

export const running: Rule = (row, t) => (row.phase === 'Running' ? undefined : t('The machine is not running.'));

export const notPaused: Rule = (row, t) => (row.paused ? t('The machine is paused.') : undefined);

const isPaused: Rule = (row, t) => (row.paused ? undefined : t('The machine is not paused.'));

const pausable: Rule = (row, t) => (row.livenessProbe ? t('A machine with a liveness probe cannot be paused.') : undefined);

export const pauseRule = firstOf(running, pausable, notPaused);

const noSnapshot: Rule = (row, t) => (row.snapshot === '' ? undefined : t('Snapshot {{name}} is being taken.', { name: row.snapshot }));

export const unpauseRule = firstOf(noSnapshot, running, isPaused);

export const softRebootRule = firstOf(running, notPaused, (row, t) =>
  row.agent || row.acpi ? undefined : t('Neither a guest agent is connected nor is ACPI enabled.'),
);

export const resetRule: Rule = (row, t) =>
  row.phase === 'Running' || row.phase === 'Scheduled' ? undefined : t('The machine is not running.');

export const migrateRule = firstOf(
  running,
  (row, t) => (row.migration ? t('The machine is already migrating.') : undefined),
  (row) => (row.notMigratable === '' ? undefined : row.notMigratable),
);

export const cancelMigrationRule: Rule = (row, t) => (row.migration ? undefined : t('The machine is not migrating.'));

/** The admission policy for protected machines refuses deletion while the label is set. */
export const deleteRule: Rule = (row, t) => {
  if (row.deleteProtected) return t('The machine is protected against deletion.');
  return row.deleting ? t('The machine is already being deleted.') : undefined;
};
