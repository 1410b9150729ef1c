const firstDelay = 500;
const longestDelay = 15_000;

/** Milliseconds before reconnect number `attempt` (from 0): doubling, capped, with up to a quarter of spread. */
export function reconnectDelay(attempt: number, random: number): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt, 10));
  return Math.round(delay * (1 + random / 4));
}
