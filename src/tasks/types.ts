import type { MachineRef } from '../domain/inventory/row';

export type ItemState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** One machine of a task. */
export interface TaskItem {
  machine: MachineRef;
  state: ItemState;
  /** The server's words when it refused. */
  message?: string;
}

/** `interrupted`: its page is gone; what waits can be resumed by another. */
export type TaskState = 'running' | 'paused' | 'interrupted' | 'ended';

/** Something a person started: one verb on one or many machines. Plain data, kept across reloads and shared by tabs. */
export interface Task {
  id: string;
  actionId: string;
  title: string;
  params: Readonly<Record<string, unknown>>;
  concurrency: number;
  state: TaskState;
  started: number;
  ended?: number;
  items: readonly TaskItem[];
}

export interface TaskCounts {
  all: number;
  done: number;
  failed: number;
  cancelled: number;
  open: number;
}

export function countItems(task: Task): TaskCounts {
  const counts: TaskCounts = { all: task.items.length, done: 0, failed: 0, cancelled: 0, open: 0 };
  for (const item of task.items) {
    if (item.state === 'waiting' || item.state === 'running') counts.open += 1;
    else counts[item.state] += 1;
  }
  return counts;
}
