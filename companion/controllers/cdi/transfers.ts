import type { Clock } from '../../lib/clock';

export type TransferState =
  | { state: 'running'; percent: number; attempt: number }
  | { state: 'done' }
  | { state: 'failed'; message: string; fatal: boolean; attempt: number; retryAt: number };

/** The work of importer and cloner pods: one transfer per data volume, tried again after a failure as a crashing pod is. */
export interface Transfers {
  state(uid: string): TransferState | undefined;
  /** Begins, or begins again after a failure. */
  begin(uid: string, work: (signal: AbortSignal, onProgress: (percent: number) => void) => Promise<void>): void;
  /** Stops the work and forgets it. */
  forget(uid: string): void;
  stop(): Promise<void>;
}

interface Entry {
  abort: AbortController;
  state: TransferState;
  promise: Promise<void>;
}

interface Options {
  clock: Clock;
  /** Something changed: look at the data volume. */
  changed(uid: string): void;
  /** An error that no retry heals. */
  isFatal(error: unknown): boolean;
}

const FIRST_RETRY = 10_000;
const LAST_RETRY = 300_000;

export function createTransfers({ clock, changed, isFatal }: Options): Transfers {
  const entries = new Map<string, Entry>();
  return {
    state: (uid) => entries.get(uid)?.state,
    begin(uid, work) {
      const before = entries.get(uid)?.state;
      if (before && before.state !== 'failed') return;
      const attempt = before ? before.attempt + 1 : 0;
      const abort = new AbortController();
      const entry: Entry = { abort, state: { state: 'running', percent: 0, attempt }, promise: Promise.resolve() };
      entries.set(uid, entry);
      const onProgress = (percent: number) => {
        if (entry.state.state !== 'running') return;
        entry.state = { ...entry.state, percent };
        changed(uid);
      };
      entry.promise = work(abort.signal, onProgress)
        .then(() => void (entry.state = { state: 'done' }))
        .catch((error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          const retryAt = clock.now() + Math.min(LAST_RETRY, FIRST_RETRY * 2 ** attempt);
          entry.state = { state: 'failed', message, fatal: isFatal(error), attempt, retryAt };
        })
        .then(() => changed(uid));
    },
    forget(uid) {
      entries.get(uid)?.abort.abort();
      entries.delete(uid);
    },
    async stop() {
      for (const { abort } of entries.values()) abort.abort();
      await Promise.all([...entries.values()].map(({ promise }) => promise));
    },
  };
}
