import { describe, expect, it } from 'vitest';
import { TaskRun } from './task-run';
import { countItems } from './types';
import type { Task } from './types';

function taskOf(count: number, concurrency = 2): Task {
  const items = Array.from({ length: count }, (_, index) => ({
    machine: { kind: 'vm' as const, namespace: 'n', name: `m${index}`, uid: '' },
    state: 'waiting' as const,
  }));
  return { id: 't', actionId: 'start', title: 'Start', params: {}, concurrency, state: 'running', started: 0, items };
}

/** Parts that end when the test says so. */
function controlled() {
  const open = new Map<string, { done(): void; fail(message: string): void }>();
  let most = 0;
  return {
    open,
    most: () => most,
    run: (_: Task, item: { machine: { name: string } }) =>
      new Promise<void>((done, fail) => {
        open.set(item.machine.name, {
          done: () => (open.delete(item.machine.name), done()),
          fail: (message) => (open.delete(item.machine.name), fail(new Error(message))),
        });
        most = Math.max(most, open.size);
      }),
  };
}

const turn = () => new Promise<void>((next) => setImmediate(next));

describe('a task on many machines', () => {
  it('runs so many at a time, to the end', async () => {
    const work = controlled();
    const run = new TaskRun(taskOf(7, 3), { run: work.run, now: () => 5, changed: () => undefined });
    const ended = run.start();
    while (work.open.size > 0) {
      for (const part of [...work.open.values()]) part.done();
      await turn();
    }
    expect(await ended).toMatchObject({ state: 'ended', ended: 5 });
    expect(work.most()).toBe(3);
    expect(countItems(run.current)).toMatchObject({ done: 7, open: 0 });
  });

  it('keeps the words of a refusal and goes on with the others', async () => {
    const work = controlled();
    const run = new TaskRun(taskOf(2), { run: work.run, now: () => 1, changed: () => undefined });
    const ended = run.start();
    work.open.get('m0')?.fail('Operation cannot be fulfilled: VM is not running');
    work.open.get('m1')?.done();
    expect((await ended).items).toMatchObject([
      { state: 'failed', message: 'Operation cannot be fulfilled: VM is not running' },
      { state: 'done' },
    ]);
  });

  it('a pause begins nothing new, cancelling leaves what has begun', async () => {
    const work = controlled();
    const run = new TaskRun(taskOf(4, 1), { run: work.run, now: () => 1, changed: () => undefined });
    const ended = run.start();
    run.pause();
    work.open.get('m0')?.done();
    await turn();
    expect(work.open.size).toBe(0);
    run.resume();
    run.cancel();
    work.open.get('m1')?.done();
    expect((await ended).items.map((item) => item.state)).toEqual(['done', 'done', 'cancelled', 'cancelled']);
  });

  it('retries only what failed', async () => {
    const asked: string[] = [];
    let refuse = true;
    const run = new TaskRun(taskOf(3), {
      run: (_, item) => {
        asked.push(item.machine.name);
        return refuse && item.machine.name === 'm1' ? Promise.reject(new Error('no')) : Promise.resolve();
      },
      now: () => 1,
      changed: () => undefined,
    });
    await run.start();
    refuse = false;
    run.retryFailed();
    await turn();
    expect(asked).toEqual(['m0', 'm1', 'm2', 'm1']);
    expect(countItems(run.current)).toMatchObject({ done: 3, failed: 0 });
  });
});
