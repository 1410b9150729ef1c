import { expect, test } from 'vitest';
import { createHandClock } from '../test-support/hand-clock';
import { createTimerWheel } from './timer-wheel';

test('tasks run in the order of their time, never early', () => {
  const clock = createHandClock();
  const wheel = createTimerWheel(clock, 10);
  const ran: string[] = [];
  wheel.after(95, () => ran.push('late'));
  wheel.after(25, () => ran.push('early'));
  clock.advance(20);
  expect(ran).toEqual([]);
  clock.advance(20);
  expect(ran).toEqual(['early']);
  clock.advance(60);
  expect(ran).toEqual(['early', 'late']);
});

test('a task may schedule the next, also after a long silence', () => {
  const clock = createHandClock();
  const wheel = createTimerWheel(clock, 10);
  const times: number[] = [];
  const start = clock.now();
  const again = () => {
    times.push(clock.now() - start);
    if (times.length < 3) wheel.after(1_000, again);
  };
  clock.advance(1_000_000);
  wheel.after(1_000, again);
  clock.advance(5_000);
  expect(times).toEqual([1_001_000, 1_002_000, 1_003_000]);
});

test('a cancelled task does not run, and nothing ticks without tasks', () => {
  const clock = createHandClock();
  const wheel = createTimerWheel(clock, 10);
  const cancel = wheel.after(50, () => expect.unreachable());
  cancel();
  clock.advance(100);
  expect(clock.pending()).toBe(0);
  wheel.after(50, () => expect.unreachable());
  wheel.close();
  clock.advance(100);
  expect(clock.pending()).toBe(0);
});
