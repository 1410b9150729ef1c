import type { Task, TaskItem } from './types';

/** Does one machine's part; rejects with the reason. */
export type RunItem = (task: Task, item: TaskItem) => Promise<void>;

interface TaskRunOptions {
  run: RunItem;
  now(): number;
  /** Called with every new state of the task. */
  changed(task: Task): void;
}

type Rewrite = (task: Task) => Task;

const withItems =
  (rewrite: (item: TaskItem) => TaskItem): Rewrite =>
  (task) => ({ ...task, items: task.items.map(rewrite) });

/** What waits is not begun. */
export const withoutTheRest = withItems((item) => (item.state === 'waiting' ? { ...item, state: 'cancelled' } : item));

/** What failed waits again. */
export const withFailedAgain = withItems((item) => (item.state === 'failed' ? { machine: item.machine, state: 'waiting' } : item));

/** Of what was under way when its page went, nobody knows whether it got through: it is tried again. */
export const withBrokenAgain = withItems((item) => (item.state === 'running' ? { ...item, state: 'waiting' } : item));

/** A task under way: so many at a time, can be paused, cancelled and repeated for what failed. */
export class TaskRun {
  private readonly ends: ((task: Task) => void)[] = [];

  constructor(
    private task: Task,
    private readonly options: TaskRunOptions,
  ) {}

  get current(): Task {
    return this.task;
  }

  start(): Promise<Task> {
    const ended = new Promise<Task>((done) => this.ends.push(done));
    this.update({ state: 'running' });
    this.pump();
    return ended;
  }

  pause(): void {
    if (this.task.state === 'running') this.update({ state: 'paused' });
  }

  resume(): void {
    if (this.task.state === 'ended') return;
    this.update({ state: 'running' });
    this.pump();
  }

  /** What has begun is finished; what waits is not begun. */
  cancel(): void {
    if (this.task.state === 'ended') return;
    this.update({ ...withoutTheRest(this.task), state: 'running' });
    this.pump();
  }

  retryFailed(): void {
    this.update({ ...withFailedAgain(this.task), state: 'running' });
    this.pump();
  }

  setConcurrency(concurrency: number): void {
    this.update({ concurrency: Math.max(1, concurrency) });
    this.pump();
  }

  private pump(): void {
    if (this.task.state !== 'running') return;
    let busy = this.task.items.filter((item) => item.state === 'running').length;
    for (let index = 0; index < this.task.items.length && busy < this.task.concurrency; index += 1) {
      if (this.task.items[index]?.state !== 'waiting') continue;
      busy += 1;
      void this.runItem(index);
    }
    if (busy === 0) this.end();
  }

  private async runItem(index: number): Promise<void> {
    this.setItem(index, { state: 'running' });
    const item = this.task.items[index];
    if (!item) return;
    try {
      await this.options.run(this.task, item);
      this.setItem(index, { state: 'done' });
    } catch (thrown) {
      this.setItem(index, { state: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
    this.pump();
  }

  private setItem(index: number, change: Partial<TaskItem>): void {
    const items = [...this.task.items];
    const item = items[index];
    if (item) items[index] = { ...item, ...change };
    this.update({ items });
  }

  private update(change: Partial<Task>): void {
    this.task = { ...this.task, ...change };
    this.options.changed(this.task);
  }

  private end(): void {
    this.update({ state: 'ended', ended: this.options.now() });
    for (const end of this.ends.splice(0)) end(this.task);
  }
}
