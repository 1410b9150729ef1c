import type { Clock } from '../lib/clock';

type Report = (percent: number) => void;

const MIN_INTERVAL_MS = 250;

/** Never goes back, never speaks more than four times a second, always says 100. */
export function steady(report: Report | undefined, clock: Clock): Report {
  let last = -1;
  let spoke = -Infinity;
  return (percent) => {
    const now = clock.now();
    if (percent <= last || (percent < 100 && now - spoke < MIN_INTERVAL_MS)) return;
    last = percent;
    spoke = now;
    report?.(percent);
  };
}

/** Maps 0…100 of one step to its share of the whole. */
export function share(report: Report, from: number, to: number): Report {
  return (percent) => report(from + ((to - from) * Math.min(100, Math.max(0, percent))) / 100);
}
