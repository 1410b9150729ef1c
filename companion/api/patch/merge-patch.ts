import { badRequest } from '../../lib/api-error';
import { goType } from './decode';
import type { JsonObject } from './tree';
import { cloneJson, isObject, member, put } from './tree';

function withoutNulls(value: unknown): unknown {
  return isObject(value) ? merge({}, value) : cloneJson(value);
}

function merge(target: JsonObject, patch: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete target[name];
      continue;
    }
    const old = member(target, name);
    put(target, name, isObject(value) && isObject(old) ? merge(old, value) : withoutNulls(value));
  }
  return target;
}

/** RFC 7386: null removes, lists are replaced whole. `current` is left as it is. */
export function applyMergePatch(current: JsonObject, patch: unknown): JsonObject {
  if (patch === null) throw badRequest('Invalid JSON Patch');
  if (!isObject(patch)) {
    throw badRequest(`error decoding patch: json: cannot unmarshal ${goType(patch)} into Go value of type map[string]interface {}`);
  }
  return merge(cloneJson(current), patch);
}
