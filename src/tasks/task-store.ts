import { systemClock } from '../domain/clock';
import type { MachineRef } from '../domain/inventory/row';
import { randomSuffix } from '../domain/names';
import { onTabMessage, tellTabs } from './task-channel';
import type { Lever, TaskMessage } from './task-channel';
import { claimTask, holdTask, livingTasks, whenReleased } from './task-locks';
import { onTasksWritten, readTasks, writeTasks } from './task-memory';
import { TaskRun, withBrokenAgain, withFailedAgain, withoutTheRest } from './task-run';
import { runItem } from './task-runner';
import type { Task } from './types';

const WRITE_PAUSE_MS = 250;

let tasks: readonly Task[] = [];
let writer: ReturnType<typeof setTimeout> | undefined;
let begun = false;
/** Tasks of this page, ended ones as well: only they are ours to write. */
const runs = new Map<string, TaskRun>();
/** Lets go of the locks of those under way. */
const holds = new Map<string, () => void>();
/** Tasks of other pages whose end is waited for. */
const awaited = new Set<string>();
const listeners = new Set<() => void>();

const newestFirst = (left: Task, right: Task) => right.started - left.started;
const isOpen = (task: Task) => task.state === 'running' || task.state === 'paused';

function publish(next: readonly Task[]): void {
  tasks = next;
  for (const listener of listeners) listener();
}

function write(): void {
  clearTimeout(writer);
  writer = undefined;
  const theirs = readTasks().filter((task) => !runs.has(task.id));
  const ours = tasks.filter((task) => runs.has(task.id));
  writeTasks([...ours, ...theirs].sort(newestFirst));
}

function keepLock(task: Task): void {
  if (isOpen(task)) {
    if (!holds.has(task.id)) holds.set(task.id, holdTask(task.id));
    return;
  }
  holds.get(task.id)?.();
  holds.delete(task.id);
}

/** Progress is written now and then; a beginning or an end at once, for the page may be closed in the next moment. */
function put(task: Task): void {
  const known = tasks.find((each) => each.id === task.id);
  publish(known ? tasks.map((each) => (each.id === task.id ? task : each)) : [task, ...tasks]);
  if (known?.state === task.state) writer ??= setTimeout(write, WRITE_PAUSE_MS);
  else write();
  // What is written must be true when the lock goes: others look at it then.
  keepLock(task);
}

/** A page that is closed writes nothing more: its locks tell. */
function awaitEnd(task: Task): void {
  if (awaited.has(task.id)) return;
  awaited.add(task.id);
  whenReleased(task.id, () => {
    awaited.delete(task.id);
    void reload();
  });
}

/** Takes over what other tabs have written; tasks whose page is gone are interrupted. */
async function reload(): Promise<void> {
  const living = await livingTasks();
  const theirs = readTasks()
    .filter((task) => !runs.has(task.id))
    .map((task): Task => (task.state === 'ended' || living.has(task.id) ? task : { ...task, state: 'interrupted' }));
  const ours = tasks.filter((task) => runs.has(task.id));
  theirs.filter(isOpen).forEach(awaitEnd);
  publish([...ours, ...theirs].sort(newestFirst));
}

function pull(run: TaskRun, verb: Lever, value = 1): void {
  if (verb === 'setConcurrency') run.setConcurrency(value);
  else run[verb]();
}

function dropEnded(): void {
  for (const task of tasks) if (task.state === 'ended') runs.delete(task.id);
  publish(tasks.filter((task) => task.state !== 'ended'));
}

function hear(message: TaskMessage): void {
  if (message.verb === 'forget') return dropEnded();
  if (message.verb === 'taken') return void runs.delete(message.id);
  if (message.verb === 'who') return holds.forEach((_, id) => tellTabs({ verb: 'alive', id }));
  if (message.verb === 'alive') return;
  const run = runs.get(message.id);
  if (run) pull(run, message.verb, message.value);
}

/** Reads what is there and listens to the other tabs, once. */
function begin(): void {
  if (begun) return;
  begun = true;
  void reload();
  onTasksWritten(() => void reload());
  onTabMessage(hear);
}

function launch(task: Task): Promise<Task> {
  begin();
  const run = new TaskRun(task, {
    run: runItem,
    now: systemClock.now,
    changed: put,
  });
  runs.set(task.id, run);
  return run.start();
}

/** Goes on here with a task that no page has any more. */
async function takeOver(task: Task, verb: Lever): Promise<void> {
  const release = await claimTask(task.id);
  if (!release) return reload();
  holds.set(task.id, release);
  tellTabs({ verb: 'taken', id: task.id });
  const whole = withBrokenAgain(task);
  void launch(verb === 'cancel' ? withoutTheRest(whole) : verb === 'retryFailed' ? withFailedAgain(whole) : whole);
}

export interface NewTask {
  actionId: string;
  title: string;
  machines: readonly MachineRef[];
  params?: Readonly<Record<string, unknown>>;
  concurrency?: number;
}

/** Starts a task and resolves when it has ended, whatever became of its parts. */
export function startTask({ actionId, title, machines, params = {}, concurrency = 5 }: NewTask): Promise<Task> {
  const items = machines.map(({ kind, namespace, name, uid }) => ({ machine: { kind, namespace, name, uid }, state: 'waiting' as const }));
  return launch({ id: randomSuffix(16), actionId, title, params, concurrency, state: 'running', started: systemClock.now(), items });
}

/** Steers a task: where it runs, in this tab or another, or here when its page is gone. */
export function steer(id: string, verb: Lever, value?: number): void {
  const own = runs.get(id);
  if (own) return pull(own, verb, value);
  const task = tasks.find((each) => each.id === id);
  if (!task) return;
  if (isOpen(task)) return tellTabs({ verb, id, ...(value !== undefined && { value }) });
  void takeOver(task, verb);
}

export function isOwn(id: string): boolean {
  return runs.has(id);
}

export function forgetEnded(): void {
  dropEnded();
  writeTasks(tasks);
  tellTabs({ verb: 'forget' });
}

export const taskStore = {
  subscribe: (listener: () => void): (() => void) => {
    begin();
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Task[] => tasks,
};
