import type { Duplex } from 'node:stream';
import type { Clock } from '../lib/clock';

export type Means = 'vnc' | 'serial' | 'portForward';

/** Connections people have open to one guest now, and when the last one was opened. */
export interface Use extends Record<Means, number> {
  /** Milliseconds since the epoch. */
  lastOpened: number;
}

/** Keeps count of the streams to guests; a guest nobody ever looked at is not in it. */
export interface UsageLog {
  /** Counts a stream until it closes, and returns it. */
  count(uid: string, means: Means, stream: Duplex): Duplex;
  of(uid: string): Use | undefined;
}

export function createUsageLog(clock: Clock): UsageLog {
  const uses = new Map<string, Use>();
  return {
    count(uid, means, stream) {
      const use = uses.get(uid) ?? { vnc: 0, serial: 0, portForward: 0, lastOpened: 0 };
      uses.set(uid, use);
      use.lastOpened = clock.now();
      if (stream.destroyed) return stream;
      use[means] += 1;
      stream.once('close', () => (use[means] -= 1));
      return stream;
    },
    of: (uid) => uses.get(uid),
  };
}
