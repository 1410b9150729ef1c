import type { Clock } from '../../lib/clock';

/** Resolves after `ms` of the clock. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
