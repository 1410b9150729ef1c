import type { Clock } from '../../lib/clock';

/** A clock that stands until it is moved. */
export interface HandClock extends Clock {
  advance(ms: number): void;
  /** Number of timers that wait. */
  pending(): number;
}

export function createHandClock(start = Date.UTC(2026, 0, 1)): HandClock {
  let now = start;
  const timers = new Set<{ at: number; task: () => void }>();
  const nextUntil = (end: number) => [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after: (ms, task) => {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: (ms) => {
      const end = now + ms;
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer);
        now = timer.at;
        timer.task();
      }
      now = end;
    },
    pending: () => timers.size,
  };
}
