import { parseQuantity } from '../quantities';
import { cidrMatcher } from './cidr';
import type { SearchKey } from './keys';
import type { Value } from './types';

const spans: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 };

/** `90m`, `7d` as milliseconds. */
export function parseSpan(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)([smhdwy])$/.exec(text);
  const factor = spans[found?.[2] ?? ''];
  return found?.[1] === undefined || factor === undefined ? undefined : Number(found[1]) * factor;
}

const DAY_MS = 86_400_000;

/** The month `2026-03`, the day `2026-03-01` (both UTC) or a moment, as epoch milliseconds; `end` is no longer in it. */
export function parseDate(text: string): { begin: number; end: number } | undefined {
  const found = /^(\d{4})-(\d{2})(-\d{2}(T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?$/.exec(text);
  const begin = found ? Date.parse(text) : Number.NaN;
  if (!found || Number.isNaN(begin)) return undefined;
  const [, year, month, day, moment] = found;
  if (moment !== undefined) return { begin, end: begin + 1 };
  return { begin, end: day === undefined ? Date.UTC(Number(year), Number(month)) : begin + DAY_MS };
}

/** Bytes: Kubernetes quantities, and what people type (`8GB`, `8GiB`). */
export function parseBytes(text: string): number | undefined {
  return parseQuantity(text.replace(/(?<=[kKMGTPE]i?)B$/, ''));
}

/** True when a value makes sense for its key. */
export function isValidValue(key: SearchKey, value: Value): boolean {
  const { type } = key;
  if (type === 'number') return Number.isFinite(Number(value.text));
  if (type === 'bytes') return parseBytes(value.text) !== undefined;
  if (type === 'time') return parseSpan(value.text) !== undefined || parseDate(value.text) !== undefined;
  if (value.op !== '=') return false;
  if (type === 'flag') return ['yes', 'no', 'true', 'false'].includes(value.text.toLowerCase());
  return type !== 'address' || !value.text.includes('/') || cidrMatcher(value.text) !== undefined;
}
