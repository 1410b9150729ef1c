import type { Clock } from '../../lib/clock';

export interface HandClock extends Clock {
  /** Moves time; what falls due runs in order. */
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function createHandClock(start = Date.parse('2026-01-01T00:00:00Z')): HandClock {
  let now = start;
  let tasks: { at: number; run(): void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const task = { at: now + ms, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((each) => each !== task);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        tasks = tasks.filter((each) => each !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}
