export interface Token {
  type: 'name' | 'number' | 'string' | 'operator' | 'end';
  text: string;
  /** Of a number or string. */
  value?: number | string;
}

export class CelSyntaxError extends Error {}

const OPERATORS = ['&&', '||', '==', '!=', '<=', '>=', '[', ']', '(', ')', '{', '}', '.', ',', '?', ':', '!', '<', '>', '+', '-', '*', '/', '%'];
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '`': '`', a: '\x07', b: '\b', f: '\f', v: '\v', '?': '?' };

const NUMBER = /^(0x[0-9a-fA-F]+|\d+(\.\d+)?([eE][+-]?\d+)?)u?/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;
const BACKTICK = /^`([^`]+)`/;

/** The words of a CEL expression. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let rest = source;
  for (;;) {
    rest = rest.replace(/^(\s+|\/\/[^\n]*\n?)+/, '');
    if (rest === '') break;
    const [token, length] = next(rest);
    tokens.push(token);
    rest = rest.slice(length);
  }
  return [...tokens, { type: 'end', text: '' }];
}

function next(rest: string): [Token, number] {
  const quoted = /^(r|R|b|B)?('''|"""|'|")/.exec(rest);
  if (quoted) return readString(rest, quoted[0], quoted[1] ?? '', quoted[2] ?? '');
  const number = NUMBER.exec(rest);
  if (number) return [{ type: 'number', text: number[0], value: Number(number[0].replace(/u$/, '')) }, number[0].length];
  const backtick = BACKTICK.exec(rest);
  if (backtick) return [{ type: 'name', text: backtick[1] ?? '' }, backtick[0].length];
  const name = NAME.exec(rest);
  if (name) return [{ type: 'name', text: name[0] }, name[0].length];
  const operator = OPERATORS.find((each) => rest.startsWith(each));
  if (operator) return [{ type: 'operator', text: operator }, operator.length];
  throw new CelSyntaxError(`token recognition error at: '${rest[0] ?? ''}'`);
}

function readString(rest: string, opening: string, prefix: string, quote: string): [Token, number] {
  const raw = prefix.toLowerCase() === 'r';
  let value = '';
  let at = opening.length;
  while (!rest.startsWith(quote, at)) {
    const character = rest[at];
    if (character === undefined) throw new CelSyntaxError('unterminated string');
    if (character !== '\\' || raw) {
      value += character;
      at += 1;
      continue;
    }
    const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest.slice(at));
    const escape = rest[at + 1] ?? '';
    if (code) value += String.fromCodePoint(Math.min(parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16), 0x10ffff));
    else if (ESCAPES[escape] !== undefined) value += ESCAPES[escape];
    else throw new CelSyntaxError(`unknown escape \\${escape}`);
    at += code ? code[0].length : 2;
  }
  return [{ type: 'string', text: value, value }, at + quote.length];
}
