import type { Clock } from '../../lib/clock';

/** Many deadlines, one timer of the clock; nothing ticks while nothing is due. */
export interface TimerWheel {
  /** Runs `task` after `ms`, rounded up to the tick; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
  close(): void;
}

export function createTimerWheel(clock: Clock, tickMs = 50): TimerWheel {
  const buckets = new Map<number, Set<() => void>>();
  const origin = clock.now();
  let now = 0;
  let stop: (() => void) | undefined;

  const dueTick = () => Math.floor((clock.now() - origin) / tickMs);

  const turn = () => {
    stop = undefined;
    const until = dueTick();
    while (now <= until && buckets.size > 0) {
      const tasks = buckets.get(now);
      buckets.delete(now);
      now += 1;
      for (const task of tasks ?? []) task();
    }
    wind();
  };
  const wind = () => {
    if (buckets.size > 0) stop ??= clock.after(tickMs, turn);
  };

  return {
    after: (ms, task) => {
      // Nothing was due meanwhile: the ticks that passed are skipped, not walked.
      if (buckets.size === 0) now = Math.max(now, dueTick());
      const tick = dueTick() + Math.max(1, Math.ceil(ms / tickMs));
      const bucket = buckets.get(tick) ?? new Set();
      bucket.add(task);
      buckets.set(tick, bucket);
      wind();
      return () => {
        bucket.delete(task);
        if (bucket.size === 0 && buckets.get(tick) === bucket) buckets.delete(tick);
      };
    },
    close: () => {
      stop?.();
      stop = undefined;
      buckets.clear();
    },
  };
}
