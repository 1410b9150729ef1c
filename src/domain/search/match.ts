import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { VmRow } from '../inventory/row';
import { statusFacts } from '../vm-status';
import { cidrMatcher } from './cidr';
import { searchKey } from './keys';
import type { SearchKey } from './keys';
import { TEXT } from './types';
import type { Operator, Query, Term, Value } from './types';
import { parseBytes, parseDate, parseSpan } from './values';

export type RowTest = (row: VmRow) => boolean;

const never: RowTest = () => false;

function compare(op: Operator, left: number, right: number): boolean {
  if (op === '>') return left > right;
  if (op === '>=') return left >= right;
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  return left === right;
}

/** True when the parts follow each other in the text, from `from` to no further than `to`. */
function inOrder(text: string, parts: readonly string[], from: number, to: number): boolean {
  let at = from;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > to) return false;
    at = found + part.length;
  }
  return true;
}

/**
 * A test of texts, ignoring case; `*` stands for anything. Not a regular expression: one with many `*` would take
 * minutes for a name that nearly matches.
 */
export function textTest(wanted: string, whole: boolean): (text: string) => boolean {
  const lower = wanted.toLowerCase();
  if (!lower.includes('*')) return whole ? (text) => text.toLowerCase() === lower : (text) => text.toLowerCase().includes(lower);
  const parts = lower.split('*');
  if (!whole) return (text) => inOrder(text.toLowerCase(), parts, 0, text.length);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (text) => {
    const each = text.toLowerCase();
    const fits = each.length >= first.length + last.length && each.startsWith(first) && each.endsWith(last);
    return fits && inOrder(each, middle, first.length, each.length - last.length);
  };
}

function timeTest(value: Value, clock: Clock): RowTest {
  const span = parseSpan(value.text);
  if (span !== undefined) {
    // `created:<7d` speaks of the age: younger than seven days.
    return (row) => row.created > 0 && compare(value.op === '=' ? '<=' : value.op, clock.now() - row.created, span);
  }
  const date = parseDate(value.text);
  if (!date) return never;
  const { begin, end } = date;
  // A day or month is meant whole: `<=` includes its last moment, `>` begins after it.
  const limit = value.op === '>' || value.op === '<=' ? end - 1 : begin;
  if (value.op !== '=') return (row) => row.created > 0 && compare(value.op, row.created, limit);
  return (row) => row.created >= begin && row.created < end;
}

function labelTest(value: Value): RowTest {
  const [name = '', ...rest] = value.text.split('=');
  const nameTest = textTest(name, true);
  const valueTest = rest.length === 0 ? undefined : textTest(rest.join('='), true);
  return (row) => {
    for (const label in row.labels) {
      if (nameTest(label) && (valueTest === undefined || valueTest(row.labels[label] ?? ''))) return true;
    }
    return false;
  };
}

function addressTest(value: Value): (text: string) => boolean {
  return cidrMatcher(value.text) ?? textTest(value.text, false);
}

function flagText(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'true' ? 'yes' : lower === 'false' ? 'no' : lower;
}

function textsTest(key: SearchKey, value: Value): (text: string) => boolean {
  if (key.type === 'address') return addressTest(value);
  if (key.type === 'flag') return textTest(flagText(value.text), true);
  const plain = textTest(value.text, key.type !== 'substring');
  if (key.type !== 'status') return plain;
  const group = value.text.toLowerCase();
  return (text) => plain(text) || statusFacts(text).group === group;
}

function valueTest(key: SearchKey, value: Value, clock: Clock): RowTest {
  if (key.type === 'time') return timeTest(value, clock);
  if (key.type === 'label') return labelTest(value);
  const { number, texts } = key;
  if (number) {
    const wanted = key.type === 'bytes' ? parseBytes(value.text) : Number(value.text);
    return wanted === undefined ? never : (row) => number(row) > 0 && compare(value.op, number(row), wanted);
  }
  const test = textsTest(key, value);
  return texts ? (row) => texts(row).some(test) : never;
}

function freeTextTest(text: string): RowTest {
  const test = textTest(text, false);
  return (row) => test(row.name) || test(row.namespace) || test(row.description) || row.ips.some(test);
}

function termTest(term: Term, clock: Clock): RowTest {
  const key = searchKey(term.key);
  const tests =
    term.key === TEXT
      ? term.values.map((value) => freeTextTest(value.text))
      : key
        ? term.values.map((value) => valueTest(key, value, clock))
        : [never];
  const [only] = tests;
  const any: RowTest = tests.length === 1 && only ? only : (row) => tests.some((test) => test(row));
  return term.negated ? (row) => !any(row) : any;
}

/** Compiles a query to a test of rows; what can be worked out beforehand is. */
export function compileQuery(query: Query, clock: Clock = systemClock): RowTest {
  const clauses = query.clauses.map((clause) => clause.map((term) => termTest(term, clock)));
  return (row) => clauses.every((clause) => clause.some((test) => test(row)));
}
