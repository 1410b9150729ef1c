import { systemClock } from './clock';
import type { Clock } from './clock';

const steps: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/** The time since, as kubectl says it: `3d4h`, `12m`, `40s`; a time in the future is `0s`. */
export function formatAge(since: number, clock: Clock = systemClock): string {
  let rest = Math.max(0, clock.now() - since);
  const parts: string[] = [];
  for (const [unit, length] of steps) {
    const whole = Math.floor(rest / length);
    rest -= whole * length;
    if (whole > 0 || parts.length > 0) parts.push(`${whole}${unit}`);
    if (parts.length === 2) break;
  }
  return parts.filter((part) => !part.startsWith('0') || part === parts[0]).join('') || '0s';
}
