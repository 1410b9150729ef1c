import { define, equalJson, isJsonObject, own, pointer, toJson } from './json';
import type { Json, JsonObject } from './json';
import { identities, identityField } from './list-identity';

/** A place that both sides changed in different ways; undefined: absent there. */
export interface Conflict {
  path: string;
  base: Json | undefined;
  theirs: Json | undefined;
  yours: Json | undefined;
}

export interface Merge {
  /** Both sides' changes; in a conflict the chosen side (yours unless told otherwise). */
  merged: Json;
  conflicts: Conflict[];
}

export type Side = 'theirs' | 'yours';

interface Context {
  conflicts: Conflict[];
  choose(path: string): Side;
}

type Maybe = Json | undefined;

/** Three-way merge: what changed from `base` to `theirs` and from `base` to `yours`, in one value. */
export function mergeThree(base: unknown, theirs: unknown, yours: unknown, choose: (path: string) => Side = () => 'yours'): Merge {
  const context: Context = { conflicts: [], choose };
  const merged = mergeValue(context, '', toJson(base), toJson(theirs), toJson(yours));
  return { merged: merged ?? null, conflicts: context.conflicts };
}

function mergeValue(context: Context, path: string, base: Maybe, theirs: Maybe, yours: Maybe): Maybe {
  if (equalJson(theirs, yours)) return theirs;
  if (equalJson(base, theirs)) return yours;
  if (equalJson(base, yours)) return theirs;
  if (isJsonObject(theirs) && isJsonObject(yours)) {
    return mergeObject(context, path, isJsonObject(base) ? base : {}, theirs, yours);
  }
  if (Array.isArray(base) && Array.isArray(theirs) && Array.isArray(yours)) {
    const list = mergeNamedLists(context, path, base, theirs, yours);
    if (list) return list;
  }
  context.conflicts.push({ path, base, theirs, yours });
  return context.choose(path) === 'theirs' ? theirs : yours;
}

function mergeObject(context: Context, path: string, base: JsonObject, theirs: JsonObject, yours: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(yours)])) {
    const value = mergeValue(context, pointer(path, key), own(base, key), own(theirs, key), own(yours, key));
    if (value !== undefined) define(result, key, value);
  }
  return result;
}

/** Merges lists whose items have names: their order, then what only you added. */
function mergeNamedLists(context: Context, path: string, base: Json[], theirs: Json[], yours: Json[]): Json[] | undefined {
  const field = identityField(base, theirs, yours);
  if (field === undefined) return undefined;
  const index = (list: Json[]) => new Map(identities(list, field).map((name, place) => [name, list[place] ?? null]));
  const [old, theirItems, yourItems] = [index(base), index(theirs), index(yours)];
  const order = [...theirItems.keys(), ...[...yourItems.keys()].filter((name) => !theirItems.has(name))];
  if (reorders(old, theirItems) || reorders(old, yourItems)) return undefined;
  const result: Json[] = [];
  for (const name of order) {
    const value = mergeValue(context, pointer(path, name), old.get(name), theirItems.get(name), yourItems.get(name));
    if (value !== undefined) result.push(value);
  }
  return result;
}

function reorders(old: Map<string, Json>, next: Map<string, Json>): boolean {
  const kept = [...next.keys()].filter((name) => old.has(name));
  const before = [...old.keys()].filter((name) => next.has(name));
  return !equalJson(kept, before);
}
