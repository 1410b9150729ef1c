import type { StatusCause } from '../../../../contracts/objects';
import type { JsonSchema } from '../../../kinds/definition';
import { itemStep, listKind } from '../../patch/field-schema';
import { has, isObject, member } from '../../patch/tree';
import type { Trail } from '../trail';
import { evaluateCel } from './evaluate';
import { CelError } from './functions';
import type { Expression } from './parser';
import { parseCel } from './parser';

interface Rule {
  text: string;
  expression: Expression | undefined;
  /** Looks at the state before: judged on updates only. */
  isTransition: boolean;
  message: string;
  messageExpression: Expression | undefined;
  reason: string;
  fieldPath: string;
}

/** Judges one value against the rules of its schema and of all below. `old` is undefined where there is nothing to compare with. */
export type RuleCheck = (value: unknown, old: unknown, trail: Trail, causes: StatusCause[]) => void;

const known = new WeakMap<JsonSchema, RuleCheck | null>();

function parsed(source: string): Expression | undefined {
  try {
    return parseCel(source);
  } catch {
    return undefined;
  }
}

function readRules(schema: JsonSchema): Rule[] {
  const given = schema['x-kubernetes-validations'];
  const text = (rule: Record<string, unknown>, name: string) => (typeof rule[name] === 'string' ? rule[name] : '');
  return (Array.isArray(given) ? given : []).filter(isObject).map((rule) => {
    const source = text(rule, 'rule');
    const words = text(rule, 'messageExpression');
    return {
      text: source,
      expression: parsed(source),
      isTransition: /\boldSelf\b/.test(source),
      message: text(rule, 'message') || `failed rule: ${source}`,
      messageExpression: words ? parsed(words) : undefined,
      reason: text(rule, 'reason') || 'FieldValueInvalid',
      fieldPath: text(rule, 'fieldPath'),
    };
  });
}

function messageOf(rule: Rule, variables: Map<string, unknown>): string {
  if (!rule.messageExpression) return rule.message;
  try {
    const words = evaluateCel(rule.messageExpression, variables);
    return typeof words === 'string' && words.trim() !== '' ? words : rule.message;
  } catch {
    return rule.message;
  }
}

function causeOf(rule: Rule, type: string, words: string, field: string): StatusCause {
  const label = rule.reason === 'FieldValueForbidden' ? 'Forbidden' : rule.reason === 'FieldValueRequired' ? 'Required value' : rule.reason === 'FieldValueDuplicate' ? `Duplicate value: ${JSON.stringify(type)}` : `Invalid value: ${JSON.stringify(type)}`;
  return { reason: rule.reason, message: rule.reason === 'FieldValueDuplicate' ? label : `${label}: ${words}`, field: field === '' ? '<nil>' : field };
}

function rulesCheck(schema: JsonSchema): RuleCheck | undefined {
  const rules = readRules(schema);
  if (rules.length === 0) return undefined;
  const type = schema.type ?? 'object';
  return (value, old, trail, causes) => {
    for (const rule of rules) {
      if (!rule.expression || (rule.isTransition && old === undefined)) continue;
      const variables = new Map([['self', value], ...(old === undefined ? [] : [['oldSelf', old] as const])]);
      const field = trail.path() + rule.fieldPath;
      try {
        if (evaluateCel(rule.expression, variables) !== true) causes.push(causeOf(rule, type, messageOf(rule, variables), field));
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        causes.push(causeOf({ ...rule, reason: 'FieldValueInvalid' }, type, `rule evaluation error: ${error.message}: ${rule.text}`, field));
      }
    }
  };
}

function membersCheck(schema: JsonSchema): RuleCheck | undefined {
  const checks = new Map<string, RuleCheck>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const check = checkOf(property);
    if (check) checks.set(name, check);
  }
  const rest = typeof schema.additionalProperties === 'object' ? checkOf(schema.additionalProperties) : undefined;
  if (checks.size === 0 && !rest) return undefined;
  return (value, old, trail, causes) => {
    if (!isObject(value)) return;
    // Most members have no rules anywhere below them: only those that do are looked for.
    for (const name of rest ? Object.keys(value) : checks.keys()) {
      const check = checks.get(name) ?? rest;
      if (!check || !has(value, name)) continue;
      trail.enter(name);
      check(value[name], isObject(old) ? member(old, name) : undefined, trail, causes);
      trail.leave();
    }
  };
}

/** Items of keyed lists and sets are compared with the item of the same key; those of other lists with nothing. */
function itemsCheck(schema: JsonSchema): RuleCheck | undefined {
  const check = schema.items && checkOf(schema.items);
  if (!check) return undefined;
  return (value, old, trail, causes) => {
    if (!Array.isArray(value)) return;
    const before = listKind(schema) === 'map' && Array.isArray(old) ? new Map(old.map((item: unknown) => [itemStep(schema, item), item])) : undefined;
    value.forEach((item: unknown, index) => {
      trail.enter(index);
      check(item, before?.get(itemStep(schema, item)), trail, causes);
      trail.leave();
    });
  };
}

function checkOf(schema: JsonSchema): RuleCheck | undefined {
  const found = known.get(schema);
  if (found !== undefined) return found ?? undefined;
  known.set(schema, null);
  const checks = [rulesCheck(schema), membersCheck(schema), itemsCheck(schema)].filter((check) => check !== undefined);
  const made: RuleCheck | undefined =
    checks.length === 0
      ? undefined
      : (value, old, trail, causes) => {
          if (value === null || value === undefined) return;
          for (const check of checks) check(value, old, trail, causes);
        };
  known.set(schema, made ?? null);
  return made;
}

/** The rules (`x-kubernetes-validations`) of a schema; undefined when it has none anywhere. */
export function ruleCheck(schema: JsonSchema): RuleCheck | undefined {
  return checkOf(schema);
}
