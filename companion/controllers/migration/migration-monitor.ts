import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { GuestDriver } from '../../guests/driver';
import type { Clock } from '../../lib/clock';
import { completionTimeout, type MigrationConfiguration } from './configuration';

/** Remembers of each guest under way when less was left to move than ever before. */
export interface MigrationMonitor {
  /** Milliseconds since the last progress; 0 for a guest of which nothing is known. */
  stalledFor(uid: string): number;
  stop(): void;
}

export function createMigrationMonitor(driver: Pick<GuestDriver, 'subscribe'>, clock: Clock): MigrationMonitor {
  const lows = new Map<string, { remaining: number; at: number }>();
  const stop = driver.subscribe((event) => {
    if (event.type !== 'migration') return;
    const { state, remainingBytes } = event.progress;
    if (state !== 'active') return void lows.delete(event.uid);
    const low = lows.get(event.uid);
    // Before the first round QEMU has counted nothing yet.
    if (!low || low.remaining === 0 || remainingBytes < low.remaining) lows.set(event.uid, { remaining: remainingBytes, at: clock.now() });
  });
  return {
    stalledFor: (uid) => clock.now() - (lows.get(uid)?.at ?? clock.now()),
    stop,
  };
}

/** What to do about a migration under way: nothing for so many milliseconds, give it up, or stop the guest so that it ends. */
export type Verdict = { wait: number } | 'abort' | 'pause';

interface Course {
  /** Milliseconds since the beginning, and since the last progress. */
  elapsed: number;
  stalled: number;
  isPaused: boolean;
}

/** How long to wait before another look at a guest that nothing limits. */
const LOOK_AGAIN = 10_000;

/**
 * KubeVirt's rules: without progress for `progressTimeout` it is given up; beyond the time the guest's memory justifies it is
 * brought to its end where the workload may be disrupted, by post-copy (which the driver begins by itself) or by a pause, and
 * given up where not.
 */
export function judge(vmi: VirtualMachineInstance, configuration: MigrationConfiguration, { elapsed, stalled, isPaused }: Course): Verdict {
  const patience = configuration.progressTimeout * 1000;
  if (patience > 0 && stalled >= patience) return 'abort';
  const untilStalled = patience > 0 ? patience - stalled : LOOK_AGAIN;
  const left = completionTimeout(vmi, configuration) * 1000 - elapsed;
  if (left > 0) return { wait: Math.min(left, untilStalled) };
  if (configuration.allowPostCopy || isPaused) return { wait: untilStalled };
  return configuration.allowWorkloadDisruption ? 'pause' : 'abort';
}
