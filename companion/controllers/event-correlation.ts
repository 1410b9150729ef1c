import type { Clock } from '../lib/clock';

/** What of an event says whether another is the same, or like it. */
export interface EventIdentity {
  /** The object it is about. */
  about: string;
  /** Who says it. */
  source: string;
  type: string;
  reason: string;
  message: string;
}

export interface Correlated {
  /** Events with the same key are one object that counts up. */
  key: string;
  message: string;
}

/** client-go's figures: so many different messages in so long a time are told as one. */
const MOST_ALIKE = 10;
const ALIKE_FOR = 10 * 60_000;
/** And of one object and source so many events at once, then one in five minutes. */
const BURST = 25;
const REFILL_MS = 5 * 60_000;
const FORGET_ABOVE = 4096;
const COMBINED = '(combined from similar events): ';

/** Joins events as client-go's correlator does: what is alike is told once, and what comes too often not at all. */
export function createEventCorrelator(clock: Clock): (event: EventIdentity) => Correlated | undefined {
  const alike = new Map<string, { messages: Set<string>; at: number }>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  const mayPass = (key: string): boolean => {
    const now = clock.now();
    const known = buckets.get(key) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, known.tokens + (now - known.at) / REFILL_MS);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    if (buckets.size > FORGET_ABOVE) buckets.clear();
    return tokens >= 1;
  };

  return ({ about, source, type, reason, message }) => {
    const group = [about, source, type, reason].join('\u0000');
    const now = clock.now();
    const known = alike.get(group);
    const messages = known && now - known.at <= ALIKE_FOR ? known.messages : new Set<string>();
    if (messages.size <= MOST_ALIKE) messages.add(message);
    alike.set(group, { messages, at: now });
    if (alike.size > FORGET_ABOVE) alike.clear();
    if (!mayPass(`${source}\u0000${about}`)) return undefined;
    if (messages.size <= MOST_ALIKE) return { key: `${group}\u0000${message}`, message };
    return { key: group, message: COMBINED + message };
  };
}
