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
const KINDS = ['added', 'modified', 'removed'] as const;

/** Only the sets that hold something: most of two states of an object is the same. */
type Found = Partial<Comparison> | undefined;

interface Here {
  schema: JsonSchema | undefined;
  core: boolean;
  /** Not a member that can be there or not: the object itself, or by value in Go. */
  always: boolean;
}

function here(kind: keyof Comparison, found?: Found): Found {
  const set = found?.[kind] ?? new FieldSet();
  set.member = true;
  return { ...found, [kind]: set };
}

function leaf(left: unknown, right: unknown): Found {
  if (left === undefined) return here('added');
  if (right === undefined) return here('removed');
  return sameJson(left, right) ? undefined : here('modified');
}

/** The parent's findings with those of one step below. */
function under(parent: Found, step: string, child: Found): Found {
  if (!child) return parent;
  const out = parent ?? {};
  for (const kind of KINDS) {
    const set = child[kind];
    if (set) (out[kind] ??= new FieldSet()).children.set(step, set);
  }
  return out;
}

function byValue({ core, schema }: Here, name: string): boolean {
  return core && (BY_VALUE.has(name) || (schema?.required?.includes(name) ?? false));
}

const own = (value: unknown, name: string) => (isObject(value) && has(value, name) ? value[name] : undefined);

function compareMembers(left: unknown, right: unknown, place: Here): Found {
  let found: Found;
  const visit = (name: string) => {
    const { schema, core } = place;
    const below = { schema: memberSchema(schema, name), core, always: isField(schema, name) && byValue(place, name) };
    found = under(found, `f:${name}`, compare(own(left, name), own(right, name), below));
  };
  if (isObject(right)) Object.keys(right).forEach(visit);
  if (isObject(left)) for (const name of Object.keys(left)) if (own(right, name) === undefined) visit(name);
  return found;
}

function compareItems(left: unknown, right: unknown, { schema, core }: Here): Found {
  const byStep = (list: unknown) => new Map((Array.isArray(list) ? list : []).map((item: unknown) => [itemStep(schema, item), item]));
  const old = byStep(left);
  const next = byStep(right);
  let found: Found;
  for (const step of new Set([...old.keys(), ...next.keys()])) {
    found = under(found, step, compare(old.get(step), next.get(step), { schema: schema?.items, core, always: false }));
  }
  return found;
}

const isBare = (value: unknown) => value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0);

function isLeaf(left: unknown, right: unknown, { schema }: Here): boolean {
  const shape = right ?? left;
  if (isObject(shape)) return isAtomicMap(schema) || (isBare(left) && isBare(right));
  return !Array.isArray(shape) || listKind(schema) === 'atomic';
}

function compare(left: unknown, right: unknown, place: Here): Found {
  if (left === right) return undefined;
  if (isLeaf(left, right, place)) return leaf(left, right);
  const found = Array.isArray(right ?? left) ? compareItems(left, right, place) : compareMembers(left, right, place);
  if (place.always) return found;
  if (left === undefined) return here('added', found);
  return right === undefined ? here('removed', found) : found;
}

/** Which fields came, changed and went between two states of an object. */
export function compareObjects(schema: JsonSchema, left: unknown, right: unknown, core: boolean): Comparison {
  const found = compare(left, right, { schema, core, always: true });
  return { added: found?.added ?? new FieldSet(), modified: found?.modified ?? new FieldSet(), removed: found?.removed ?? new FieldSet() };
}
