import type { JsonSchema } from '../../kinds/definition';
import { ApiError, badRequest } from '../../lib/api-error';
import { goType } from './decode';
import { goMap } from './go-map';
import { rejected } from './json-patch';
import { memberSchema } from './field-schema';
import type { JsonObject } from './tree';
import { cloneJson, has, isObject, member, put, sameJson } from './tree';

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

const mergesLists = (schema: JsonSchema | undefined) => String(schema?.['x-kubernetes-patch-strategy'] ?? '').split(',').includes('merge');

function mergeKey(schema: JsonSchema | undefined): string | undefined {
  const key = schema?.['x-kubernetes-patch-merge-key'];
  return typeof key === 'string' ? key : undefined;
}

/** Faults of a patch itself reach the client as plain errors of the server: 500 without a reason. */
const broken = (why: string) => new ApiError(500, '', why);

/** A copy of a patch's own value: directives and nulls are not part of the object. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(isObject(item) && item[DIRECTIVE] === 'delete')).map(plain);
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    if (child !== null && !isDirective(name)) put(out, name, plain(child));
  }
  return out;
}

function isDirective(name: string): boolean {
  return name === DIRECTIVE || name === RETAIN || name.startsWith(DELETE_PRIMITIVES) || name.startsWith(ORDER);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Items of the patch in their order and those only the server has in theirs; a server item comes first where its place says so. */
function inOrder(merged: unknown[], asked: unknown[], served: unknown[], identity: (item: unknown) => unknown): unknown[] {
  const place = (list: unknown[], item: unknown) => list.findIndex((each) => sameJson(identity(each), identity(item)));
  const named = merged.filter((item) => place(asked, item) >= 0).sort((left, right) => place(asked, left) - place(asked, right));
  const others = merged.filter((item) => place(asked, item) < 0);
  const out: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const left = place(served, named[0]);
    const right = place(served, others[0]);
    const takeOther = left >= 0 && right >= 0 && right < left;
    out.push((takeOther ? others : named).shift());
  }
  return [...out, ...named, ...others];
}

class Merger {
  map(original: JsonObject, patch: JsonObject, schema: JsonSchema | undefined): JsonObject {
    const directive = member(patch, DIRECTIVE);
    if (directive === 'replace') return asMap(plain(patch));
    if (directive === 'delete') return {};
    if (directive !== undefined && directive !== 'merge') throw broken(`unknown patch type: ${String(directive)} in map: ${goMap(patch)}`);
    const out: JsonObject = { ...original };
    this.retain(out, patch);
    this.deletePrimitives(out, patch);
    for (const [name, value] of Object.entries(patch)) {
      if (isDirective(name)) continue;
      if (value === null) delete out[name];
      else put(out, name, this.value(member(out, name), value, memberSchema(schema, name), member(patch, ORDER + name)));
    }
    this.orderOnly(out, patch, schema);
    return out;
  }

  private value(old: unknown, value: unknown, schema: JsonSchema | undefined, order: unknown): unknown {
    if (isObject(value) && isObject(old)) return schema?.['x-kubernetes-patch-strategy'] === 'replace' ? plain(value) : this.map(old, value, schema);
    if (Array.isArray(value) && mergesLists(schema)) return this.list(listOf(old), value, schema, order);
    return plain(value);
  }

  private list(old: unknown[], patch: unknown[], schema: JsonSchema | undefined, order: unknown): unknown[] {
    const key = mergeKey(schema);
    if (key === undefined || ![...old, ...patch].every(isObject)) return this.primitives(old, patch, order);
    const items = patch.filter(isObject);
    if (items.some((item) => item[DIRECTIVE] === 'replace')) return items.filter((item) => item[DIRECTIVE] !== 'replace').map(plain);
    const identity = (item: unknown) => (isObject(item) ? member(item, key) : undefined);
    let merged = [...old];
    const asked: unknown[] = [];
    for (const item of items) {
      if (!has(item, key)) throw broken(`map: ${goMap(item)} does not contain declared merge key: ${key}`);
      const at = merged.findIndex((each) => sameJson(identity(each), item[key]));
      if (item[DIRECTIVE] === 'delete') {
        merged = merged.filter((each) => !sameJson(identity(each), item[key]));
        continue;
      }
      asked.push(item);
      const found = merged[at];
      if (isObject(found)) merged[at] = this.map(found, item, schema?.items);
      else merged.push(plain(item));
    }
    return inOrder(merged, Array.isArray(order) ? order : asked, old, identity);
  }

  private primitives(old: unknown[], patch: unknown[], order: unknown): unknown[] {
    const merged = [...old, ...patch.filter((item) => !old.some((each) => sameJson(each, item)))];
    return inOrder(merged, Array.isArray(order) ? order : patch, old, (item) => item);
  }

  /** The order of a list whose items the patch does not change. */
  private orderOnly(out: JsonObject, patch: JsonObject, schema: JsonSchema | undefined): void {
    for (const [directive, order] of Object.entries(patch)) {
      if (!directive.startsWith(ORDER)) continue;
      const name = directive.slice(ORDER.length);
      const list = member(out, name);
      if (has(patch, name) || !Array.isArray(list) || !Array.isArray(order)) continue;
      const key = mergeKey(memberSchema(schema, name));
      put(out, name, inOrder(list, order, list, (item) => (key !== undefined && isObject(item) ? member(item, key) : item)));
    }
  }

  private retain(out: JsonObject, patch: JsonObject): void {
    const kept = member(patch, RETAIN);
    if (!Array.isArray(kept)) return;
    const isListed = (name: string) => isDirective(name) || kept.includes(name);
    if (!Object.keys(patch).every(isListed)) throw rejected();
    for (const name of Object.keys(out)) if (!kept.includes(name)) delete out[name];
  }

  private deletePrimitives(out: JsonObject, patch: JsonObject): void {
    for (const [directive, values] of Object.entries(patch)) {
      if (!directive.startsWith(DELETE_PRIMITIVES) || !Array.isArray(values)) continue;
      const name = directive.slice(DELETE_PRIMITIVES.length);
      const list = member(out, name);
      if (Array.isArray(list)) put(out, name, list.filter((item) => !values.some((value: unknown) => sameJson(value, item))));
    }
  }
}

function asMap(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Strategic merge patch of core kinds: lists merge by the key their schema names. `current` is left as it is. */
export function applyStrategicPatch(current: JsonObject, patch: unknown, schema: JsonSchema | undefined): JsonObject {
  if (!isObject(patch)) {
    throw badRequest(`json: cannot unmarshal ${goType(patch)} into Go value of type map[string]interface {}`);
  }
  return new Merger().map(cloneJson(current), patch, schema);
}
