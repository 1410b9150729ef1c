import type { JsonSchema } from '../../kinds/definition';
import { FieldSet } from './field-set';
import { isAtomicMap, isField, itemStep, listKind, memberSchema } from './field-schema';
import type { JsonObject } from './tree';
import { cloneJson, has, isObject, put } from './tree';

/** The fields a configuration names: leaves, and the items of keyed lists. */
export function fieldsOf(schema: JsonSchema | undefined, value: unknown, into = new FieldSet()): FieldSet {
  if (Array.isArray(value)) {
    if (listKind(schema) === 'atomic') into.member = true;
    else
      for (const item of value) {
        const below = into.below(itemStep(schema, item));
        fieldsOf(schema?.items, item, below);
        below.member = true;
      }
  } else if (isObject(value)) {
    if (isAtomicMap(schema)) into.member = true;
    else for (const [name, child] of Object.entries(value)) memberFields(schema, name, child, into);
  } else into.member = true;
  return into;
}

function memberFields(schema: JsonSchema | undefined, name: string, child: unknown, into: FieldSet): void {
  const below = into.below(`f:${name}`);
  fieldsOf(memberSchema(schema, name), child, below);
  const isBare = isObject(child) && Object.keys(child).length === 0;
  if (isBare || !isField(schema, name)) below.member = true;
  if (below.isEmpty) into.children.delete(`f:${name}`);
}

/** A set with every struct field that leads to others in it as well. */
export function withParents(schema: JsonSchema | undefined, set: FieldSet): FieldSet {
  const out = new FieldSet();
  out.member = set.member;
  for (const [step, child] of set.children) {
    const named = step.startsWith('f:');
    const name = step.slice(2);
    const inner = withParents(named ? memberSchema(schema, name) : schema?.items, child);
    if (named && isField(schema, name)) inner.member = true;
    out.children.set(step, inner);
  }
  return out;
}

/** The value without the fields of the set. */
export function removeFields(schema: JsonSchema | undefined, value: unknown, set: FieldSet): unknown {
  if (set.children.size === 0) return value;
  if (Array.isArray(value)) {
    if (listKind(schema) === 'atomic') return value;
    return value.flatMap((item: unknown) => {
      const below = set.children.get(itemStep(schema, item));
      return below?.member ? [] : [below ? removeFields(schema?.items, item, below) : item];
    });
  }
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const below = set.children.get(`f:${name}`);
    if (!below?.member) put(out, name, below ? removeFields(memberSchema(schema, name), child, below) : child);
  }
  return out;
}

/** The live value with a configuration laid over it. */
export function mergeTyped(schema: JsonSchema | undefined, live: unknown, config: unknown): unknown {
  if (isObject(config) && isObject(live) && !isAtomicMap(schema)) {
    const out: JsonObject = { ...live };
    for (const [name, child] of Object.entries(config)) {
      put(out, name, mergeTyped(memberSchema(schema, name), has(live, name) ? live[name] : undefined, child));
    }
    return out;
  }
  if (Array.isArray(config) && Array.isArray(live) && listKind(schema) !== 'atomic') return mergeLists(schema, live, config);
  return cloneJson(config);
}

/** Items only one side has keep their place; where both sides order the same items differently the configuration wins. */
function mergeLists(schema: JsonSchema | undefined, live: unknown[], config: unknown[]): unknown[] {
  const old = new Map(live.map((item) => [itemStep(schema, item), item]));
  const wanted = new Map(config.map((item) => [itemStep(schema, item), item]));
  const left = [...old.keys()];
  const right = [...wanted.keys()];
  const out: unknown[] = [];
  let at = 0;
  const takeForeign = () => {
    for (; at < left.length; at += 1) {
      const step = left[at] ?? '';
      if (!wanted.has(step)) out.push(old.get(step));
      else return;
    }
  };
  for (const step of right) {
    takeForeign();
    out.push(mergeTyped(schema?.items, old.get(step), wanted.get(step)));
    if (left[at] === step) at += 1;
    else if (old.has(step)) while (at < left.length && wanted.has(left[at] ?? '') && left[at] !== step) at += 1;
  }
  for (; at < left.length; at += 1) if (!wanted.has(left[at] ?? '')) out.push(old.get(left[at] ?? ''));
  return out;
}
