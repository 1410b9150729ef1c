import type { RunItem } from './task-run';
import type { Task, TaskItem } from './types';

type CommandOfItem = (task: Task, item: TaskItem) => string | undefined;

let run: RunItem | undefined;
let command: CommandOfItem | undefined;

/** Tells how one machine's part of a task is done, and by which command otherwise; `actions/` does at load. */
export function setTaskRunner(runPart: RunItem, commandOfPart?: CommandOfItem): void {
  run = runPart;
  command = commandOfPart;
}

/** Does one machine's part of a task. */
export function runItem(task: Task, item: TaskItem): Promise<void> {
  return run?.(task, item) ?? Promise.reject(new Error('Nothing can run this task.'));
}

/** What does the same from a shell, a line per machine; '' when there is no such command. */
export function commandsOf(task: Task): string {
  return task.items.flatMap((item) => command?.(task, item) ?? []).join('\n');
}
