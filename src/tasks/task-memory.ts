import { isRecord } from '../domain/read';
import type { Task } from './types';

const KEY = 'virtdeck.tasks';
const KEPT_TASKS = 40;
const KEPT_ITEMS = 200;

function isTask(value: unknown): value is Task {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.actionId === 'string' &&
    Array.isArray(value.items) &&
    isRecord(value.params)
  );
}

/** Ended tasks keep what failed before what succeeded, so that the memory stays small. */
function shortened(task: Task): Task {
  if (task.state !== 'ended' || task.items.length <= KEPT_ITEMS) return task;
  const failed = task.items.filter((item) => item.state !== 'done');
  const done = task.items.filter((item) => item.state === 'done');
  return { ...task, items: [...failed, ...done].slice(0, KEPT_ITEMS) };
}

/** Tasks of this browser, newest first; anything unreadable is left out. */
export function readTasks(): Task[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isTask) : [];
  } catch {
    return [];
  }
}

/** Keeps the newest tasks. A full or forbidden storage costs only the memory, not the task. */
export function writeTasks(tasks: readonly Task[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(tasks.slice(0, KEPT_TASKS).map(shortened)));
  } catch {
    // The tasks live on in this page.
  }
}

/** Calls back when another tab has written. */
export function onTasksWritten(listener: () => void): void {
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === KEY) listener();
  });
}
