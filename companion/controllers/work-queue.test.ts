import { describe, expect, it } from 'vitest';
import { silentLogger } from '../lib/logger';
import { createHandClock } from './test-support/hand-clock';
import { createWorkQueue, type Reconcile } from './work-queue';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function queueOf(reconcile: Reconcile, workers = 2) {
  const clock = createHandClock();
  return { clock, queue: createWorkQueue({ name: 'test', clock, logger: silentLogger, reconcile, workers }) };
}

describe('work queue', () => {
  it('works on a key once however often it was added', async () => {
    const seen: string[] = [];
    const { queue } = queueOf(async (key) => void seen.push(key));
    queue.add('a');
    queue.add('a');
    queue.add('b');
    await settle();
    expect(seen).toEqual(['a', 'b']);
  });

  it('works on a key again when it was added in the middle of its work, never twice at once', async () => {
    let running = 0;
    let most = 0;
    let count = 0;
    let release: () => void = () => undefined;
    const { queue } = queueOf(async () => {
      running += 1;
      most = Math.max(most, running);
      count += 1;
      if (count === 1) await new Promise<void>((resolve) => (release = resolve));
      running -= 1;
    });
    queue.add('a');
    await settle();
    queue.add('a');
    await settle();
    expect(count).toBe(1);
    release();
    await settle();
    expect([count, most]).toEqual([2, 1]);
  });

  it('waits longer after each failure and starts over after a success', async () => {
    let fail = true;
    const times: number[] = [];
    const { queue, clock } = queueOf(async () => {
      times.push(clock.now());
      if (fail) throw new Error('no');
    });
    queue.add('a');
    await settle();
    for (let step = 0; step < 40; step += 1) {
      clock.advance(10);
      await settle();
    }
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 50, 150, 350]);
    fail = false;
    clock.advance(400);
    await settle();
    const before = times.length;
    clock.advance(100_000);
    await settle();
    expect(times.length).toBe(before);
  });

  it('never works on more keys at once than it has workers', async () => {
    let running = 0;
    let most = 0;
    const { queue } = queueOf(async () => {
      running += 1;
      most = Math.max(most, running);
      await settle();
      running -= 1;
    });
    for (const key of ['a', 'b', 'c', 'd', 'e']) queue.add(key);
    await queue.stop();
    for (let step = 0; step < 20; step += 1) await settle();
    expect(most).toBeLessThanOrEqual(2);
  });

  it('looks again when asked to, at the earliest of the times asked for', async () => {
    const times: number[] = [];
    const { queue, clock } = queueOf(async () => void times.push(clock.now()));
    queue.addAfter('a', 500);
    queue.addAfter('a', 100);
    queue.addAfter('a', 300);
    for (let step = 0; step < 60; step += 1) {
      clock.advance(10);
      await settle();
    }
    expect(times.map((time) => time % 1000)).toEqual([100]);
  });

  it('begins nothing after stop', async () => {
    let count = 0;
    const { queue, clock } = queueOf(async () => void (count += 1));
    queue.addAfter('a', 10);
    await queue.stop();
    queue.add('b');
    clock.advance(1000);
    await settle();
    expect(count).toBe(0);
  });
});
