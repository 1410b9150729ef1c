import { has, isObject, member, sameJson } from '../../patch/tree';
import { CelError, FORMAT_LIBRARY, FUNCTIONS, listOf, METHODS, numberOf, Special } from './functions';
import type { Expression } from './parser';

export type Variables = ReadonlyMap<string, unknown>;

/** Steps after which a rule counts as too expensive. */
const BUDGET = 200_000;
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

class Evaluator {
  private steps = 0;

  evaluate(expression: Expression, variables: Variables): unknown {
    this.steps += 1;
    if (this.steps > BUDGET) throw new CelError('operation cancelled: actual cost limit exceeded');
    switch (expression.form) {
      case 'literal':
        return expression.value;
      case 'name':
        return this.variable(expression.name, variables);
      case 'member':
        return this.member(this.evaluate(expression.of, variables), expression.name);
      case 'index':
        return this.index(this.evaluate(expression.of, variables), this.evaluate(expression.index, variables));
      case 'list':
        return expression.items.map((item) => this.evaluate(item, variables));
      case 'map':
        return Object.fromEntries(expression.entries.map(([key, value]) => [String(this.evaluate(key, variables)), this.evaluate(value, variables)]));
      case 'choice':
        return this.evaluate(this.flag(expression.condition, variables) ? expression.yes : expression.no, variables);
      case 'unary':
        return expression.operator === '!' ? !this.flag(expression.value, variables) : -numberOf(this.evaluate(expression.value, variables));
      case 'binary':
        return this.binary(expression.operator, expression.left, expression.right, variables);
      case 'call':
        return this.call(expression, variables);
    }
  }

  private flag(expression: Expression, variables: Variables): boolean {
    const value = this.evaluate(expression, variables);
    if (typeof value === 'boolean') return value;
    throw new CelError('no such overload');
  }

  private variable(name: string, variables: Variables): unknown {
    if (variables.has(name)) return variables.get(name);
    if (name === 'format') return FORMAT_LIBRARY;
    throw new CelError(`undeclared reference to '${name}'`);
  }

  private member(of: unknown, name: string): unknown {
    if (isObject(of) && has(of, name)) return of[name];
    throw new CelError(`no such key: ${name}`);
  }

  private index(of: unknown, index: unknown): unknown {
    if (!Array.isArray(of)) return this.member(of, String(index));
    const at = numberOf(index);
    if (at < 0 || at >= of.length) throw new CelError(`index out of bounds: ${at}`);
    return of[at];
  }

  /** Either side may decide a logical operation, even when the other one fails. */
  private logic(decisive: boolean, left: Expression, right: Expression, variables: Variables): boolean {
    let fault: unknown;
    for (const side of [left, right]) {
      try {
        if (this.flag(side, variables) === decisive) return decisive;
      } catch (error) {
        fault = error;
      }
    }
    if (fault !== undefined) throw fault;
    return !decisive;
  }

  private binary(operator: string, left: Expression, right: Expression, variables: Variables): unknown {
    if (operator === '&&') return this.logic(false, left, right, variables);
    if (operator === '||') return this.logic(true, left, right, variables);
    const a = this.evaluate(left, variables);
    const b = this.evaluate(right, variables);
    if (operator === '==') return sameJson(a, b);
    if (operator === '!=') return !sameJson(a, b);
    if (operator === 'in') return Array.isArray(b) ? b.some((item) => sameJson(item, a)) : isObject(b) && has(b, String(a));
    if (operator === '+') return add(a, b);
    return compute(operator, a, b);
  }

  private call(call: Extract<Expression, { form: 'call' }>, variables: Variables): unknown {
    const { name, of, given } = call;
    if (name === 'has' && !of) return this.present(given[0], variables);
    if (of && MACROS.has(name)) return this.macro(name, this.evaluate(of, variables), given, variables);
    const values = given.map((each) => this.evaluate(each, variables));
    if (!of) {
      const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (!known) throw new CelError(`undeclared reference to '${name}'`);
      return known(values);
    }
    const target = this.evaluate(of, variables);
    if (target instanceof Special) {
      const own = Object.hasOwn(target.methods, name) ? target.methods[name] : undefined;
      if (!own) throw new CelError(`undeclared reference to '${name}'`);
      return own(values);
    }
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (!method) throw new CelError(`undeclared reference to '${name}'`);
    return method(target, values);
  }

  private present(field: Expression | undefined, variables: Variables): boolean {
    if (field?.form !== 'member') throw new CelError('invalid argument to has() macro');
    const of = this.evaluate(field.of, variables);
    return isObject(of) && has(of, field.name) && member(of, field.name) !== undefined;
  }

  private macro(name: string, of: unknown, given: Expression[], variables: Variables): unknown {
    const [variable, first, second] = given;
    if (variable?.form !== 'name' || !first) throw new CelError(`invalid arguments of ${name}()`);
    const items = isObject(of) ? Object.keys(of) : listOf(of);
    const inner = (item: unknown) => new Map([...variables, [variable.name, item]]);
    const holds = (item: unknown) => this.flag(first, inner(item));
    if (name === 'all') return items.every(holds);
    if (name === 'exists') return items.some(holds);
    if (name === 'exists_one') return items.filter(holds).length === 1;
    if (name === 'filter') return items.filter(holds);
    const kept = second ? items.filter(holds) : items;
    return kept.map((item) => this.evaluate(second ?? first, inner(item)));
  }
}

function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...(a as unknown[]), ...(b as unknown[])];
  return numberOf(a) + numberOf(b);
}

function compute(operator: string, a: unknown, b: unknown): unknown {
  const comparable = (typeof a === 'string' && typeof b === 'string') || (typeof a === 'number' && typeof b === 'number');
  if (comparable) {
    if (operator === '<') return a < b;
    if (operator === '<=') return a <= b;
    if (operator === '>') return a > b;
    if (operator === '>=') return a >= b;
  }
  const left = numberOf(a);
  const right = numberOf(b);
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (right === 0) throw new CelError('division by zero');
  const whole = Number.isInteger(left) && Number.isInteger(right);
  if (operator === '/') return whole ? Math.trunc(left / right) : left / right;
  return left % right;
}

/** The value of an expression; throws `CelError` where CEL would fail. */
export function evaluateCel(expression: Expression, variables: Variables): unknown {
  return new Evaluator().evaluate(expression, variables);
}
