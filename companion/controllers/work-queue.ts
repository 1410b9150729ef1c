import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';

/** Asks to look at the key again after this many milliseconds, although nothing went wrong. */
export interface Again {
  after: number;
}

export type Reconcile = (key: string) => Promise<Again | void>;

export interface WorkQueue {
  /** Marks a key as worth a look. A key that is being worked on is worked on once more afterwards. */
  add(key: string): void;
  addAfter(key: string, ms: number): void;
  /** Resolves when the work in hand is done; nothing new is begun. */
  stop(): Promise<void>;
}

interface Options {
  name: string;
  clock: Clock;
  logger: Logger;
  reconcile: Reconcile;
  /** Keys worked on at once. */
  workers?: number;
}

const FIRST_DELAY = 50;
const LONGEST_DELAY = 60_000;

/** A key is never worked on twice at once, waits longer after each failure, and is never forgotten while it fails. */
export function createWorkQueue({ name, clock, logger, reconcile, workers = 8 }: Options): WorkQueue {
  const waiting = new Set<string>();
  const busy = new Map<string, Promise<void>>();
  const dirty = new Set<string>();
  const failures = new Map<string, number>();
  const timers = new Map<string, { at: number; cancel(): void }>();
  let stopped = false;

  const addAfter = (key: string, ms: number) => {
    if (stopped) return;
    const at = clock.now() + ms;
    const known = timers.get(key);
    if (known && known.at <= at) return;
    known?.cancel();
    const cancel = clock.after(ms, () => {
      timers.delete(key);
      add(key);
    });
    timers.set(key, { at, cancel });
  };

  const work = async (key: string) => {
    try {
      const again = await reconcile(key);
      failures.delete(key);
      if (again) addAfter(key, again.after);
    } catch (error) {
      const count = (failures.get(key) ?? 0) + 1;
      failures.set(key, count);
      if (count > 3) logger.warn('still failing', { queue: name, key, count, error: error instanceof Error ? error.message : String(error) });
      addAfter(key, Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (count - 1)));
    }
  };

  const next = () => {
    for (const key of waiting) {
      if (stopped || busy.size >= workers) return;
      waiting.delete(key);
      const done = work(key).then(() => {
        busy.delete(key);
        if (dirty.delete(key)) waiting.add(key);
        next();
      });
      busy.set(key, done);
    }
  };

  const add = (key: string) => {
    if (stopped) return;
    if (busy.has(key)) dirty.add(key);
    else waiting.add(key);
    queueMicrotask(next);
  };

  return {
    add,
    addAfter,
    async stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      await Promise.all(busy.values());
    },
  };
}
