import type { Token } from './lexer';
import { CelSyntaxError, tokenize } from './lexer';

export type Expression =
  | { form: 'literal'; value: unknown }
  | { form: 'name'; name: string }
  | { form: 'member'; of: Expression; name: string }
  | { form: 'index'; of: Expression; index: Expression }
  | { form: 'call'; name: string; of?: Expression; given: Expression[] }
  | { form: 'unary'; operator: string; value: Expression }
  | { form: 'binary'; operator: string; left: Expression; right: Expression }
  | { form: 'choice'; condition: Expression; yes: Expression; no: Expression }
  | { form: 'list'; items: Expression[] }
  | { form: 'map'; entries: [Expression, Expression][] };

const LEVELS = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+', '-'], ['*', '/', '%']];
const WORDS = new Map<string, unknown>([['true', true], ['false', false], ['null', null]]);
const MAX_DEPTH = 250;

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  whole(): Expression {
    const parsed = this.expression();
    if (this.token.type !== 'end') throw this.unexpected();
    return parsed;
  }

  private get token(): Token {
    return this.tokens[this.at] ?? { type: 'end', text: '' };
  }

  private unexpected(): CelSyntaxError {
    return new CelSyntaxError(`Syntax error: mismatched input '${this.token.text}'`);
  }

  private is(text: string): boolean {
    return this.token.text === text && (this.token.type === 'operator' || text === 'in');
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected();
  }

  private expression(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new CelSyntaxError('expression is nested too deeply');
    const condition = this.binary(0);
    const parsed = this.accept('?') ? this.choice(condition) : condition;
    this.depth -= 1;
    return parsed;
  }

  private choice(condition: Expression): Expression {
    const yes = this.expression();
    this.expect(':');
    return { form: 'choice', condition, yes, no: this.expression() };
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.is(each));
      if (operator === undefined) return left;
      this.at += 1;
      left = { form: 'binary', operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    for (const operator of ['!', '-']) {
      if (this.accept(operator)) return { form: 'unary', operator, value: this.unary() };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    let here = start;
    for (;;) {
      if (this.accept('[')) {
        const index = this.expression();
        this.expect(']');
        here = { form: 'index', of: here, index };
      } else if (this.accept('.')) {
        if (this.token.type !== 'name') throw this.unexpected();
        const name = this.token.text;
        this.at += 1;
        here = this.accept('(') ? { form: 'call', name, of: here, given: this.list(')') } : { form: 'member', of: here, name: unescapeName(name) };
      } else return here;
    }
  }

  private list(end: string): Expression[] {
    const out: Expression[] = [];
    while (!this.is(end)) {
      out.push(this.expression());
      if (!this.accept(',')) break;
    }
    this.expect(end);
    return out;
  }

  private primary(): Expression {
    const { type, text, value } = this.token;
    this.at += 1;
    if (type === 'number' || type === 'string') return { form: 'literal', value };
    if (type === 'name') {
      if (WORDS.has(text)) return { form: 'literal', value: WORDS.get(text) };
      return this.accept('(') ? { form: 'call', name: text, given: this.list(')') } : { form: 'name', name: text };
    }
    if (text === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (text === '[') return { form: 'list', items: this.list(']') };
    if (text === '{') return this.map();
    this.at -= 1;
    throw this.unexpected();
  }

  private map(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.is('}')) {
      const key = this.expression();
      this.expect(':');
      entries.push([key, this.expression()]);
      if (!this.accept(',')) break;
    }
    this.expect('}');
    return { form: 'map', entries };
  }
}

/** Members whose names CEL keeps for itself or cannot spell are escaped by Kubernetes: `__namespace__`, `a__dash__b`. */
function unescapeName(name: string): string {
  if (!name.includes('__')) return name;
  const spelled = name.replaceAll('__dash__', '-').replaceAll('__dot__', '.').replaceAll('__slash__', '/').replaceAll('__underscores__', '__');
  return spelled === name ? name.replace(/^__(\w+)__$/, '$1') : spelled;
}

/** Parses a CEL expression; throws `CelSyntaxError`. */
export function parseCel(source: string): Expression {
  return new Parser(tokenize(source)).whole();
}
