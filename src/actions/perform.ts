import type { VmRow } from '../domain/inventory/row';
import { ApiError } from '../k8s/api-error';
import { setTaskRunner } from '../tasks/task-runner';
import { startTask } from '../tasks/task-store';
import { addToast } from '../tasks/toasts';
import { countItems } from '../tasks/types';
import type { Task } from '../tasks/types';
import { actionById, vmActions } from './registry';
import type { ActionContext, ActionParams, VmAction } from './types';

setTaskRunner(
  (task, item) =>
    actionById(task.actionId)?.run?.(item.machine, task.params) ?? Promise.reject(new Error(`unknown action ${task.actionId}`)),
  (task, item) => actionById(task.actionId)?.command?.(item.machine, task.params),
);

export interface Start {
  action: VmAction;
  rows: readonly VmRow[];
  params?: ActionParams;
  concurrency?: number;
}

function titleOf({ action, rows }: Start, context: ActionContext): string {
  const [first] = rows;
  const label = action.label(context.t, first);
  return rows.length === 1 && first ? `${label}: ${first.name}` : `${label}: ${context.t('{{count}} machines', { count: rows.length })}`;
}

function reportFailure(task: Task, context: ActionContext): void {
  const counts = countItems(task);
  const failures = task.items.filter((item) => item.state === 'failed');
  const lines = failures
    .slice(0, 3)
    .map((item) => (counts.all === 1 ? (item.message ?? '') : `${item.machine.name}: ${item.message ?? ''}`));
  const title =
    counts.all === 1
      ? context.t('Refused: {{title}}', { title: task.title })
      : context.t('{{title}}: {{failed}} of {{all}} failed', { title: task.title, failed: counts.failed, all: counts.all });
  addToast({ variant: 'danger', title, lines });
}

/** The queues that take everything back: machines that get the same params share one. */
function undoOf({ action, rows, params = {} }: Start): Start[] {
  const undo = action.undo === undefined ? undefined : actionById(action.undo);
  if (undo) return [{ action: undo, rows }];
  const queues = new Map<string, Start & { rows: VmRow[] }>();
  for (const row of action.takeBack ? rows : []) {
    const before = action.takeBack?.(row, params) ?? {};
    const key = JSON.stringify(before);
    const queue = queues.get(key) ?? { action, rows: [], params: before };
    queue.rows.push(row);
    queues.set(key, queue);
  }
  return [...queues.values()];
}

function reportSuccess(task: Task, start: Start, context: ActionContext): void {
  const undo = undoOf(start);
  const run = () => undo.forEach((each) => void perform(each, context));
  addToast({ variant: 'success', title: task.title, ...(undo.length > 0 && { action: { label: context.t('Undo'), run } }) });
}

async function runAsTask(start: Start, context: ActionContext): Promise<Task> {
  const { action, rows, params, concurrency } = start;
  return startTask({
    actionId: action.id,
    title: titleOf(start, context),
    machines: rows,
    ...(params && { params }),
    ...(concurrency !== undefined && { concurrency }),
  });
}

/** Runs a verb as a task, on one machine or many; the end is told by a toast. */
export async function perform(start: Start, context: ActionContext): Promise<Task> {
  const task = await runAsTask(start, context);
  const { failed, cancelled, done, all } = countItems(task);
  if (failed > 0) reportFailure(task, context);
  else if (cancelled === 0) reportSuccess(task, start, context);
  else
    addToast({ variant: 'info', title: context.t('{{title}}: {{done}} of {{all}}, the rest cancelled', { title: task.title, done, all }) });
  return task;
}

/** Runs a verb on one machine and rejects with the server's words: for dialogs that stay open on a refusal. */
export async function performOrReject(start: Start, context: ActionContext): Promise<void> {
  const task = await runAsTask(start, context);
  const refused = task.items.find((item) => item.state === 'failed');
  if (refused) throw new ApiError(0, 'Refused', refused.message ?? '');
  reportSuccess(task, start, context);
}

/** Chosen from a menu for one machine: asks first where the verb says so. */
export function choose(action: VmAction, row: VmRow, context: ActionContext): void {
  if (action.open) return action.open([row], context);
  const confirmation = action.confirm?.([row], context.t);
  if (!confirmation) return void perform({ action, rows: [row] }, context);
  context.openDialog('confirm', {
    ...confirmation,
    command: action.command?.(row),
    onConfirm: () => performOrReject({ action, rows: [row] }, context),
  });
}

/** A key pressed on a machine: runs the verb whose shortcut it is, if that may run now. */
export function chooseByKey(key: string, row: VmRow, context: ActionContext): boolean {
  const action = vmActions.find((each) => each.shortcut === key && each.offered?.(row) !== false);
  if (!action || action.whyNot(row, context.t) !== undefined) return false;
  choose(action, row, context);
  return true;
}

/** Chosen for several: what will and will not be affected is shown first. */
export function chooseMany(action: VmAction, rows: readonly VmRow[], context: ActionContext): void {
  if (action.open) return action.open(rows, context);
  context.openDialog('bulk', { actionId: action.id, rows });
}
