import type { JsonSchema } from '../../kinds/definition';
import { FieldSet } from './field-set';
import { isAtomicMap, isField, itemStep, listKind, memberSchema } from './field-schema';
import { has, isObject, sameJson } from './tree';

export interface Comparison {
  added: FieldSet;
  modified: FieldSet;
  removed: FieldSet;
}

/** Members of core kinds that are structs by value in Go: there even when nothing is in them, so nobody adds them. */
const BY_VALUE = new Set(['spec', 'status', 'metadata', 'strategy', 'updateStrategy', 'template', 'resources', 'loadBalancer', 'source', 'involvedObject', 'roleRef']);

interface Here extends Comparison {
  schema: JsonSchema | undefined;
  core: boolean;
  /** Not a member that can be there or not: the object itself, or by value in Go. */
  always: boolean;
}

function leaf(left: unknown, right: unknown, { added, modified, removed }: Here): void {
  if (left === undefined) added.member = true;
  else if (right === undefined) removed.member = true;
  else if (!sameJson(left, right)) modified.member = true;
}

function step(here: Here, name: string, schema: JsonSchema | undefined, always: boolean): Here {
  const { added, modified, removed, core } = here;
  return { added: added.below(name), modified: modified.below(name), removed: removed.below(name), schema, core, always };
}

function byValue(here: Here, name: string): boolean {
  if (!here.core) return false;
  return BY_VALUE.has(name) || (here.schema?.required?.includes(name) ?? false);
}

const isBare = (value: unknown) => value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0);

function compareMaps(left: unknown, right: unknown, here: Here): boolean {
  if (isAtomicMap(here.schema) || (isBare(left) && isBare(right))) {
    leaf(left, right, here);
    return true;
  }
  const old = isObject(left) ? left : {};
  const next = isObject(right) ? right : {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const always = isField(here.schema, name) && byValue(here, name);
    const below = step(here, `f:${name}`, memberSchema(here.schema, name), always);
    compare(has(old, name) ? old[name] : undefined, has(next, name) ? next[name] : undefined, below);
  }
  return false;
}

function compareLists(left: unknown, right: unknown, here: Here): boolean {
  if (listKind(here.schema) === 'atomic') {
    leaf(left, right, here);
    return true;
  }
  const old = byStep(here.schema, left);
  const next = byStep(here.schema, right);
  for (const name of new Set([...old.keys(), ...next.keys()])) {
    compare(old.get(name), next.get(name), step(here, name, here.schema?.items, false));
  }
  return false;
}

function byStep(schema: JsonSchema | undefined, list: unknown): Map<string, unknown> {
  return new Map((Array.isArray(list) ? list : []).map((item: unknown) => [itemStep(schema, item), item]));
}

function compare(left: unknown, right: unknown, here: Here): void {
  if (left === undefined && right === undefined) return;
  const shape = right ?? left;
  const wasLeaf = isObject(shape) ? compareMaps(left, right, here) : Array.isArray(shape) ? compareLists(left, right, here) : (leaf(left, right, here), true);
  if (wasLeaf || here.always) return;
  if (left === undefined) here.added.member = true;
  else if (right === undefined) here.removed.member = true;
}

const pruned = (set: FieldSet): FieldSet => set.difference(new FieldSet());

/** Which fields came, changed and went between two states of an object. */
export function compareObjects(schema: JsonSchema, left: unknown, right: unknown, core: boolean): Comparison {
  const out: Comparison = { added: new FieldSet(), modified: new FieldSet(), removed: new FieldSet() };
  compare(left, right, { ...out, schema, core, always: true });
  return { added: pruned(out.added), modified: pruned(out.modified), removed: pruned(out.removed) };
}
