import { badRequest } from '../../lib/api-error';
import { labelValueFaults, qualifiedNameFaults } from '../verbs/names';

type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';

export interface Requirement {
  key: string;
  operator: Operator;
  values: string[];
}

interface Token {
  text: string;
  kind: 'word' | 'sign' | 'end';
}

const SIGNS = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'];

/** Parses `a=b,c in (d,e),!f`; a fault is a 400 in the words of the API server. */
export function parseLabelSelector(text: string): Requirement[] {
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  if (tokens[0]?.kind === 'end') return requirements;
  const reader = new Reader(tokens);
  for (;;) {
    requirements.push(requirement(reader));
    const next = reader.take();
    if (next.kind === 'end') return requirements;
    if (next.text !== ',') throw badRequest(`found '${next.text}', expected: ',' or 'end of string'`);
    if (reader.peek().kind === 'end') throw badRequest(`found '', expected: identifier after ','`);
  }
}

/** Do an object's labels meet every requirement? */
export function matchesLabels(requirements: readonly Requirement[], labels: Readonly<Record<string, string>> = {}): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      case '!=':
      case 'notin':
        return value === undefined || !values.includes(value);
      case '>':
      case '<':
        return value !== undefined && /^-?\d+$/.test(value) && (operator === '>' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0]));
      default:
        return value !== undefined && values.includes(value);
    }
  });
}

class Reader {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  peek(): Token {
    return this.tokens[this.#at] ?? { text: '', kind: 'end' };
  }

  take(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }
}

function requirement(reader: Reader): Requirement {
  const first = reader.take();
  if (first.text === '!' && first.kind === 'sign') {
    const name = reader.take();
    if (name.kind !== 'word') throw fault(`found '${name.text}', expected: identifier`);
    return { key: keyOf(name), operator: '!', values: [] };
  }
  const key = keyOf(first);
  const next = reader.peek();
  if (next.kind === 'end' || next.text === ',') return { key, operator: 'exists', values: [] };
  const operator = reader.take().text;
  if (operator === 'in' || operator === 'notin') return { key, operator, values: valueSet(reader, key) };
  if (operator === '>' || operator === '<') return { key, operator, values: [bound(reader.take())] };
  if (operator === '=' || operator === '==' || operator === '!=') return { key, operator, values: [exactValue(reader, key)] };
  throw fault(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
}

function keyOf(token: Token): string {
  if (token.kind !== 'word') throw badRequest(`found '${token.text}', expected: !, identifier, or 'end of string'`);
  const [why] = qualifiedNameFaults(token.text);
  if (why) throw fault(`key: Invalid value: ${JSON.stringify(token.text)}: ${why}`);
  return token.text;
}

function exactValue(reader: Reader, key: string): string {
  const next = reader.peek();
  if (next.kind === 'end' || next.text === ',') return '';
  const token = reader.take();
  if (token.kind !== 'word') throw fault(`found '${token.text}', expected: identifier`);
  return checked(token.text, key);
}

function valueSet(reader: Reader, key: string): string[] {
  const open = reader.take();
  if (open.text !== '(') throw fault(`found '${open.text}' expected: '('`);
  const values: string[] = [];
  for (;;) {
    const token = reader.peek();
    if (token.kind === 'word') {
      values.push(checked(reader.take().text, key, values.length));
      const next = reader.take();
      if (next.text === ')') return values;
      if (next.text !== ',') throw fault(`found '${next.text}', expected: ',' or ')'`);
    } else if (token.text === ',') {
      reader.take();
      values.push('');
      if (reader.peek().text !== ')') continue;
      reader.take();
      return [...values, ''];
    } else if (token.text === ')') {
      reader.take();
      return [...values, ''];
    } else {
      throw fault(`found '${token.text}', expected: ',', ')' or identifier`);
    }
  }
}

function bound(token: Token): string {
  if (!/^-?\d+$/.test(token.text)) throw fault(`values[0]: Invalid value: ${JSON.stringify(token.text)}: for 'Gt', 'Lt' operators, the value must be an integer`);
  return token.text;
}

function checked(value: string, key: string, index = 0): string {
  const [why] = labelValueFaults(value);
  if (why) throw fault(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${why}`);
  return value;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const sign = SIGNS.find((each) => text.startsWith(each, at));
    const word = sign ? undefined : /^[^\s!(),<>=]+/.exec(text.slice(at))?.[0];
    const found = sign ?? word ?? '';
    tokens.push({ text: found, kind: sign ? 'sign' : 'word' });
    at += found.length;
  }
  return [...tokens, { text: '', kind: 'end' }];
}

function fault(why: string) {
  return badRequest(`unable to parse requirement: ${why}`);
}
