import type { MachineRef, VmRow } from '../domain/inventory/row';
import { putSubresource } from '../k8s/client';
import { mayPut } from './access';
import { forceStopRule, pauseRule, resetRule, restartRule, softRebootRule, startRule, stopRule, unpauseRule } from './rules';
import type { Confirmation, Translate, VmAction } from './types';

const isVm = (row: VmRow) => row.kind === 'vm';
const onVm =
  (verb: string, body: object = {}) =>
  (row: MachineRef) =>
    putSubresource('virtualmachines', row.namespace, row.name, verb, body);
const onInstance = (verb: string) => (row: MachineRef) => putSubresource('virtualmachineinstances', row.namespace, row.name, verb);
const virtctl =
  (verb: string, tail = '') =>
  (row: MachineRef) =>
    `virtctl ${verb} ${row.name} -n ${row.namespace}${tail}`;

function confirmation(verb: string, body: string, rows: readonly VmRow[], t: Translate): Confirmation {
  const title = rows.length === 1 ? `${verb}: ${rows[0]?.name ?? ''}` : `${verb}: ${t('{{count}} machines', { count: rows.length })}`;
  return { title, body, confirmLabel: verb, danger: true };
}

const start: VmAction = {
  id: 'start',
  group: 'power',
  icon: 'play',
  label: (t) => t('Start'),
  access: mayPut('virtualmachines', 'start'),
  whyNot: startRule,
  run: onVm('start'),
  command: virtctl('start'),
  shortcut: 's',
  bulk: true,
  offered: isVm,
};

const startPaused: VmAction = {
  id: 'start-paused',
  group: 'power',
  icon: 'play',
  access: mayPut('virtualmachines', 'start'),
  whyNot: startRule,
  bulk: true,
  label: (t) => t('Start paused'),
  run: onVm('start', { paused: true }),
  command: virtctl('start', ' --paused'),
  offered: (row) => isVm(row) && row.phase === '',
};

const stop: VmAction = {
  id: 'stop',
  group: 'power',
  icon: 'stop',
  label: (t) => t('Stop'),
  access: mayPut('virtualmachines', 'stop'),
  whyNot: stopRule,
  confirm: (rows, t) =>
    confirmation(t('Stop'), t('The guest is asked to shut down. What it has not saved when its grace period ends is lost.'), rows, t),
  run: onVm('stop'),
  command: virtctl('stop'),
  shortcut: 'x',
  bulk: true,
  offered: isVm,
};

const forceStop: VmAction = {
  id: 'force-stop',
  group: 'power',
  icon: 'bolt',
  label: (t) => t('Force stop'),
  access: mayPut('virtualmachines', 'stop'),
  whyNot: forceStopRule,
  confirm: (rows, t) =>
    confirmation(
      t('Force stop'),
      t('The guest is switched off at once, as by pulling the plug. Unsaved data is lost and its file systems may be damaged.'),
      rows,
      t,
    ),
  run: onVm('stop', { gracePeriod: 0 }),
  command: virtctl('stop', ' --force --grace-period 0'),
  danger: true,
  bulk: true,
  // KubeVirt accepts a shorter grace period only for a machine that is already stopping.
  offered: (row) => isVm(row) && row.phase !== '' && (row.stopping || row.runStrategy === 'Halted' || row.deleting),
};

const restart: VmAction = {
  id: 'restart',
  group: 'power',
  icon: 'restart',
  label: (t) => t('Restart'),
  access: mayPut('virtualmachines', 'restart'),
  whyNot: restartRule,
  confirm: (rows, t) =>
    confirmation(t('Restart'), t('The guest is asked to shut down and is started again. What it has not saved is lost.'), rows, t),
  run: onVm('restart'),
  command: virtctl('restart'),
  bulk: true,
  offered: isVm,
};

const softReboot: VmAction = {
  id: 'soft-reboot',
  group: 'power',
  icon: 'progress',
  label: (t) => t('Soft reboot'),
  access: mayPut('virtualmachineinstances', 'softreboot'),
  whyNot: softRebootRule,
  run: onInstance('softreboot'),
  command: virtctl('soft-reboot'),
  bulk: true,
};

const reset: VmAction = {
  id: 'reset',
  group: 'power',
  icon: 'bolt',
  label: (t) => t('Reset'),
  access: mayPut('virtualmachineinstances', 'reset'),
  whyNot: resetRule,
  confirm: (rows, t) => confirmation(t('Reset'), t('The guest is reset at once, as by its reset button. Unsaved data is lost.'), rows, t),
  run: onInstance('reset'),
  command: virtctl('reset'),
  danger: true,
  bulk: true,
};

const pause: VmAction = {
  id: 'pause',
  group: 'power',
  icon: 'pause',
  label: (t) => t('Pause'),
  access: mayPut('virtualmachineinstances', 'pause'),
  whyNot: pauseRule,
  run: onInstance('pause'),
  command: virtctl('pause vm'),
  undo: 'unpause',
  bulk: true,
};

const unpause: VmAction = {
  id: 'unpause',
  group: 'power',
  icon: 'play',
  label: (t) => t('Unpause'),
  access: mayPut('virtualmachineinstances', 'unpause'),
  whyNot: unpauseRule,
  run: onInstance('unpause'),
  command: virtctl('unpause vm'),
  undo: 'pause',
  bulk: true,
};

export const powerActions: readonly VmAction[] = [start, startPaused, stop, forceStop, restart, softReboot, reset, pause, unpause];
