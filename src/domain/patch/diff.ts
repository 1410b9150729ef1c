import { equalJson, isJsonObject, own, pointer, toJson } from './json';
import type { Json, JsonObject } from './json';
import { identities, identityField } from './list-identity';

/** One step of an RFC 6902 patch, as far as `createPatch` needs the format. */
export type PatchOperation = { op: 'test' | 'add' | 'replace'; path: string; value: Json } | { op: 'remove'; path: string };

/**
 * The JSON patch that turns `before` into `after`, empty when they are equal.
 * Each changed place is guarded by a `test` of its old value, and each list item on the way by a `test` of its
 * name, so that a change made by somebody else in between makes the server refuse the patch instead of losing either edit.
 * The absence of a new key cannot be tested in JSON patch; `addsKeys` says whether the patch has such a place.
 */
export function createPatch(before: unknown, after: unknown): PatchOperation[] {
  const operations: PatchOperation[] = [];
  diffValue(operations, '', toJson(before), toJson(after));
  return operations;
}

/** True when the patch creates a key whose absence it could not test. */
export function addsKeys(patch: readonly PatchOperation[]): boolean {
  return patch.some((operation) => operation.op === 'add');
}

function diffValue(operations: PatchOperation[], path: string, before: Json, after: Json): void {
  if (equalJson(before, after)) return;
  if (isJsonObject(before) && isJsonObject(after)) return diffObject(operations, path, before, after);
  if (Array.isArray(before) && Array.isArray(after) && diffItems(operations, path, before, after)) return;
  operations.push({ op: 'test', path, value: before }, { op: 'replace', path, value: after });
}

function diffObject(operations: PatchOperation[], path: string, before: JsonObject, after: JsonObject): void {
  for (const key of Object.keys(before)) {
    const place = pointer(path, key);
    const old = own(before, key) ?? null;
    const next = own(after, key);
    if (next === undefined) operations.push({ op: 'test', path: place, value: old }, { op: 'remove', path: place });
    else diffValue(operations, place, old, next);
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key)) operations.push({ op: 'add', path: pointer(path, key), value: own(after, key) ?? null });
  }
}

/** Edits items in place when both lists hold the same named items in the same order; otherwise says no. */
function diffItems(operations: PatchOperation[], path: string, before: Json[], after: Json[]): boolean {
  if (before.length !== after.length) return false;
  const field = identityField(before, after);
  if (field === undefined) return false;
  const names = identities(before, field);
  if (!equalJson(names, identities(after, field))) return false;
  names.forEach((name, index) => {
    const old = before[index] ?? null;
    const next = after[index] ?? null;
    if (equalJson(old, next)) return;
    const place = pointer(path, index);
    operations.push({ op: 'test', path: pointer(place, field), value: name });
    diffValue(operations, place, old, next);
  });
  return true;
}
