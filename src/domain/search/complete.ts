import { statusGroups } from '../vm-status';
import { searchKey, searchKeys } from './keys';
import type { SearchKey } from './keys';
import { serializeQuery } from './serialize';

/** A way to go on typing: replaces `from`…`to` of the text. */
export interface Completion {
  insert: string;
  label: string;
  from: number;
  to: number;
}

/** Gives the values of a key that occur among the machines. */
export type ValueSource = (key: SearchKey) => readonly string[];

const OFFERED = 12;

function wordAt(text: string, caret: number): { from: number; word: string } {
  const before = text.slice(0, caret);
  const from = before.length - (/(?:"(?:\\.|[^"\\])*"?|[^\s"])*$/.exec(before)?.[0].length ?? 0);
  return { from, word: before.slice(from) };
}

function quoted(value: string): string {
  return serializeQuery({ clauses: [[{ key: 'k', negated: false, values: [{ op: '=', text: value }] }]] }).slice(2);
}

function valuesOf(key: SearchKey, source: ValueSource): readonly string[] {
  const groups: readonly string[] = key.type === 'status' ? statusGroups : [];
  // A status and its group of the same name mean the same machines.
  const own = source(key).filter((value) => !groups.includes(value.toLowerCase()));
  const seen = new Set([...groups, ...(key.fixed ?? []), ...own]);
  seen.delete('');
  return [...seen];
}

function rank(candidates: readonly string[], typed: string): string[] {
  const lower = typed.toLowerCase();
  const starts: string[] = [];
  const contains: string[] = [];
  for (const each of candidates) {
    const at = each.toLowerCase().indexOf(lower);
    if (at === 0) starts.push(each);
    else if (at > 0) contains.push(each);
  }
  return [...starts, ...contains].slice(0, OFFERED);
}

/** What may come next at the caret: keys, or values of the key that was typed. */
export function complete(text: string, caret: number, source: ValueSource): Completion[] {
  const { from, word } = wordAt(text, caret);
  const sign = /^[-!]/.exec(word)?.[0] ?? '';
  const body = word.slice(sign.length);
  const colon = body.indexOf(':');
  if (colon < 0) {
    const keys = rank(
      searchKeys.map((each) => each.key),
      body,
    );
    return keys.map((key) => ({ insert: `${sign}${key}:`, label: `${sign}${key}:`, from, to: caret }));
  }
  const key = searchKey(body.slice(0, colon));
  if (!key) return [];
  const start = Math.max(body.lastIndexOf(',') + 1, colon + 1);
  const whole = body.slice(start).toLowerCase();
  const typed = whole.replace(/^[<>=]+|"/g, '');
  return rank(valuesOf(key, source), typed)
    .filter((value) => value.toLowerCase() !== typed && value.toLowerCase() !== whole)
    .map((value) => ({
      insert: `${key.fixed?.includes(value) ? value : quoted(value)} `,
      label: value,
      from: from + sign.length + start,
      to: caret,
    }));
}
