import { searchKey } from './keys';
import { TEXT } from './types';
import type { Clause, Operator, ParsedQuery, Problem, Term, Value } from './types';
import { isValidValue } from './values';

/** One word of the input: quotes keep blanks and commas together. */
interface Word {
  text: string;
  /** The word as typed, for messages. */
  raw: string;
  /** True when any part was quoted: then it is no keyword. */
  quoted: boolean;
}

const operators: readonly Operator[] = ['>=', '<=', '>', '<', '='];

/** Splits at blanks outside quotes. Quotes stay in the words: values are unquoted later, comma by comma. */
function words(input: string): Word[] {
  const result: Word[] = [];
  const pattern = /(?:"(?:\\.|[^"\\])*"?|[^\s"])+/g;
  for (const [raw] of input.matchAll(pattern)) result.push({ text: raw, raw, quoted: raw.includes('"') });
  return result;
}

function unquote(text: string): string {
  return text.replace(/"((?:\\.|[^"\\])*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1'));
}

/** Splits at commas outside quotes. */
function listed(text: string): string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"?|[^,"])+/g) ?? [];
}

function parseValue(text: string): Value {
  const op = operators.find((sign) => text.startsWith(sign));
  return { op: op ?? '=', text: unquote(op ? text.slice(op.length) : text) };
}

function freeText(text: string, negated: boolean): Term {
  return { key: TEXT, negated, values: [{ op: '=', text: unquote(text) }] };
}

function parseTerm(word: Word, problems: Problem[]): Term | undefined {
  const negated = /^[-!](?=.)/.test(word.text);
  const body = negated ? word.text.slice(1) : word.text;
  const found = /^([a-zA-Z][\w.-]*):(.*)$/s.exec(body);
  if (!found?.[1]) return unquote(body) === '' ? undefined : freeText(body, negated);
  const key = searchKey(found[1]);
  if (!key) {
    problems.push({ kind: 'unknown-key', text: found[1] });
    return freeText(body, negated);
  }
  const values = listed(found[2] ?? '')
    .map(parseValue)
    .filter((value) => value.text !== '');
  if (values.length === 0) {
    problems.push({ kind: 'no-value', text: word.raw });
    return undefined;
  }
  const valid = values.filter((value) => isValidValue(key, value));
  if (valid.length < values.length) problems.push({ kind: 'bad-value', text: word.raw });
  return valid.length === 0 ? undefined : { key: key.key, negated, values: valid };
}

/**
 * Reads the search language: words separated by blanks must all match; `key:value` compares one property, a comma
 * lists alternatives, `-` or `!` negates, `OR` between two words joins them
 * (`AND` may be said and changes nothing), quotes keep blanks together.
 */
export function parseQuery(input: string): ParsedQuery {
  const problems: Problem[] = [];
  const clauses: Term[][] = [];
  let joined = false;
  for (const word of words(input)) {
    if (word.quoted) {
      // Quoted, a keyword is a text like any other.
    } else if (word.text === 'AND') {
      continue;
    } else if (word.text === 'OR') {
      joined = clauses.length > 0;
      continue;
    }
    const term = parseTerm(word, problems);
    if (!term) continue;
    const last = clauses.at(-1);
    if (joined && last) last.push(term);
    else clauses.push([term]);
    joined = false;
  }
  return { query: { clauses: clauses satisfies readonly Clause[] }, problems };
}
