import { systemClock } from '../domain/clock';
import type { MachineRef } from '../domain/inventory/row';
import { onTasksWritten, readTasks, writeTasks } from './task-memory';
import { TaskRun } from './task-run';
import type { RunItem } from './task-run';
import type { Task } from './types';

/** A lock per task that its page holds while it runs: another tab sees by it whether that page still lives. */
const lockName = (id: string) => `virtdeck-task-${id}`;
const WRITE_PAUSE_MS = 250;

let tasks: readonly Task[] = [];
let runItem: RunItem | undefined;
let writer: ReturnType<typeof setTimeout> | undefined;
let begun = false;
const runs = new Map<string, TaskRun>();
const listeners = new Set<() => void>();

function publish(next: readonly Task[]): void {
  tasks = next;
  for (const listener of listeners) listener();
}

function write(): void {
  clearTimeout(writer);
  writer = undefined;
  // Other tabs' tasks are theirs to write: only ours replace what is stored.
  const theirs = readTasks().filter((task) => !runs.has(task.id));
  const ours = tasks.filter((task) => runs.has(task.id));
  writeTasks([...ours, ...theirs].sort((left, right) => right.started - left.started));
}

/** Progress is written now and then; a beginning or an end at once, for the page may be closed in the next moment. */
function put(task: Task): void {
  const known = tasks.find((each) => each.id === task.id);
  publish(known ? tasks.map((each) => (each.id === task.id ? task : each)) : [task, ...tasks]);
  if (known?.state === task.state) writer ??= setTimeout(write, WRITE_PAUSE_MS);
  else write();
}

async function liveLocks(): Promise<Set<string>> {
  const held = (await globalThis.navigator?.locks?.query())?.held ?? [];
  return new Set(held.map((lock) => lock.name ?? ''));
}

/** Takes over what other tabs have written; tasks whose page is gone are interrupted. */
async function reload(): Promise<void> {
  const locks = await liveLocks();
  const theirs = readTasks()
    .filter((task) => !runs.has(task.id))
    .map((task): Task => (task.state === 'ended' || locks.has(lockName(task.id)) ? task : { ...task, state: 'interrupted' }));
  const ours = tasks.filter((task) => runs.has(task.id));
  publish([...ours, ...theirs].sort((left, right) => right.started - left.started));
}

function begin(): void {
  if (begun) return;
  begun = true;
  void reload();
  onTasksWritten(() => void reload());
}

function hold(id: string, until: Promise<unknown>): void {
  void globalThis.navigator?.locks?.request(lockName(id), () => until);
}

/** Tells how one machine's part of a task is done; `actions/` does at load. */
export function setTaskRunner(run: RunItem): void {
  runItem = run;
}

function launch(task: Task): { run: TaskRun; ended: Promise<Task> } {
  const run = new TaskRun(task, {
    run: (current, item) => runItem?.(current, item) ?? Promise.reject(new Error('Nothing can run this task.')),
    now: systemClock.now,
    changed: put,
  });
  runs.set(task.id, run);
  const ended = run.start();
  hold(task.id, ended);
  return { run, ended };
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
  const task: Task = { id: crypto.randomUUID(), actionId, title, params, concurrency, state: 'running', started: systemClock.now(), items };
  return launch(task).ended;
}

/** Steering a task that runs here, or resuming one whose page is gone. */
export const steer = {
  pause: (id: string): void => runs.get(id)?.pause(),
  cancel: (id: string): void => {
    const own = runs.get(id);
    if (own) return own.cancel();
    const task = tasks.find((each) => each.id === id);
    if (task?.state === 'interrupted') launch(task).run.cancel();
  },
  resume: (id: string): void => {
    const own = runs.get(id);
    if (own) return own.resume();
    const task = tasks.find((each) => each.id === id);
    if (task?.state !== 'interrupted') return;
    // Whether a part that was under way got through is unknown: it is tried again.
    launch({ ...task, items: task.items.map((item) => (item.state === 'running' ? { ...item, state: 'waiting' } : item)) });
  },
  retryFailed: (id: string): void => {
    const own = runs.get(id);
    const task = tasks.find((each) => each.id === id);
    if (own) own.retryFailed();
    else if (task) launch(task).run.retryFailed();
  },
  setConcurrency: (id: string, concurrency: number): void => runs.get(id)?.setConcurrency(concurrency),
  isOwn: (id: string): boolean => runs.has(id),
};

export function forgetEnded(): void {
  for (const task of tasks) if (task.state === 'ended') runs.delete(task.id);
  const kept = tasks.filter((task) => task.state !== 'ended');
  publish(kept);
  writeTasks(kept);
}

export const taskStore = {
  subscribe: (listener: () => void): (() => void) => {
    begin();
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  snapshot: (): readonly Task[] => tasks,
};
