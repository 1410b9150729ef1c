import type { MachineRef, VmRow } from '../domain/inventory/row';
import { putSubresource } from '../k8s/client';
import { mayPut } from './access';
import { forceStopRule, pauseRule, resetRule, restartRule, softRebootRule, startRule, stopRule, unpauseRule } from './rules';
import type { Confirmation, Translate, VmAction } from './types';

const shared = { group: 'power', bulk: true } as const;

/** What all verbs on a VirtualMachine have in common; an instance that stands alone has none of them. */
const onVm = (verb: string, body: object = {}) => ({
  ...shared,
  access: mayPut('virtualmachines', verb),
  run: (machine: MachineRef) => putSubresource('virtualmachines', machine.namespace, machine.name, verb, body),
  offered: (row: VmRow) => row.kind === 'vm',
});

/** What all verbs on the running instance have in common. */
const onInstance = (verb: string) => ({
  ...shared,
  access: mayPut('virtualmachineinstances', verb),
  run: (machine: MachineRef) => putSubresource('virtualmachineinstances', machine.namespace, machine.name, verb),
});

const virtctl =
  (verb: string, tail = '') =>
  (machine: MachineRef) =>
    `virtctl ${verb} ${machine.name} -n ${machine.namespace}${tail}`;
/** `virtctl pause` and `unpause` want to know the kind. */
const virtctlOfKind = (verb: string) => (machine: MachineRef) => `virtctl ${verb} ${machine.kind} ${machine.name} -n ${machine.namespace}`;

function confirmation(verb: string, body: string, rows: readonly VmRow[], t: Translate): Confirmation {
  const title = rows.length === 1 ? `${verb}: ${rows[0]?.name ?? ''}` : `${verb}: ${t('{{count}} machines', { count: rows.length })}`;
  return { title, body, confirmLabel: verb, danger: true };
}

const start: VmAction = {
  ...onVm('start'),
  id: 'start',
  icon: 'play',
  label: (t) => t('Start'),
  whyNot: startRule,
  command: virtctl('start'),
  shortcut: 's',
};

const startPaused: VmAction = {
  ...onVm('start', { paused: true }),
  id: 'start-paused',
  icon: 'play',
  label: (t) => t('Start paused'),
  whyNot: startRule,
  command: virtctl('start', ' --paused'),
  offered: (row) => row.kind === 'vm' && row.phase === '',
};

const stop: VmAction = {
  ...onVm('stop'),
  id: 'stop',
  icon: 'stop',
  label: (t) => t('Stop'),
  whyNot: stopRule,
  confirm: (rows, t) =>
    confirmation(t('Stop'), t('The guest is asked to shut down. What it has not saved when its grace period ends is lost.'), rows, t),
  command: virtctl('stop'),
  shortcut: 'x',
};

const forceStop: VmAction = {
  ...onVm('stop', { gracePeriod: 0 }),
  id: 'force-stop',
  icon: 'bolt',
  label: (t) => t('Force stop'),
  whyNot: forceStopRule,
  confirm: (rows, t) =>
    confirmation(
      t('Force stop'),
      t('The guest is switched off at once, as by pulling the plug. Unsaved data is lost and its file systems may be damaged.'),
      rows,
      t,
    ),
  command: virtctl('stop', ' --force --grace-period 0'),
  danger: true,
  // KubeVirt accepts a shorter grace period only for a machine that is already stopping.
  offered: (row) => row.kind === 'vm' && row.phase !== '' && (row.stopping || row.runStrategy === 'Halted' || row.deleting),
};

const restart: VmAction = {
  ...onVm('restart'),
  id: 'restart',
  icon: 'restart',
  label: (t) => t('Restart'),
  whyNot: restartRule,
  confirm: (rows, t) =>
    confirmation(t('Restart'), t('The guest is asked to shut down and is started again. What it has not saved is lost.'), rows, t),
  command: virtctl('restart'),
};

const softReboot: VmAction = {
  ...onInstance('softreboot'),
  id: 'soft-reboot',
  icon: 'progress',
  label: (t) => t('Soft reboot'),
  whyNot: softRebootRule,
  command: virtctl('soft-reboot'),
};

const reset: VmAction = {
  ...onInstance('reset'),
  id: 'reset',
  icon: 'bolt',
  label: (t) => t('Reset'),
  whyNot: resetRule,
  confirm: (rows, t) => confirmation(t('Reset'), t('The guest is reset at once, as by its reset button. Unsaved data is lost.'), rows, t),
  command: virtctl('reset'),
  danger: true,
};

const pause: VmAction = {
  ...onInstance('pause'),
  id: 'pause',
  icon: 'pause',
  label: (t) => t('Pause'),
  whyNot: pauseRule,
  command: virtctlOfKind('pause'),
  undo: 'unpause',
};

const unpause: VmAction = {
  ...onInstance('unpause'),
  id: 'unpause',
  icon: 'play',
  label: (t) => t('Unpause'),
  whyNot: unpauseRule,
  command: virtctlOfKind('unpause'),
  undo: 'pause',
};

export const powerActions: readonly VmAction[] = [start, startPaused, stop, forceStop, restart, softReboot, reset, pause, unpause];
