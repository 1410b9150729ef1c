/** Plain JSON values, and the few safe ways to touch them: only own members, also when one is called `__proto__`. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function has(object: JsonObject, member: string): boolean {
  return Object.hasOwn(object, member);
}

export function member(object: JsonObject, name: string): unknown {
  return has(object, name) ? object[name] : undefined;
}

export function put(object: JsonObject, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  object[name] = value;
}

/** A deep copy of JSON data; frozen input gives free output. */
export function cloneJson<T>(value: T): T;
export function cloneJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => cloneJson(item));
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const name of Object.keys(value)) put(out, name, cloneJson(value[name]));
  return out;
}

/** Are two JSON values the same, whatever the order of members? */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => has(right, name) && sameJson(left[name], right[name]));
}
