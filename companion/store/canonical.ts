import type { UnknownObject } from '../../contracts/objects';

/** Field order of `metav1.ObjectMeta` as a real API server prints it for its built-in kinds. */
const META_ORDER = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/** `sorted`: every level alphabetical (custom resources). `struct`: kind, apiVersion, metadata, then as given (built-in kinds). */
export type FieldOrder = 'sorted' | 'struct';

/** A frozen deep copy in the field order a real API server prints; `undefined` members vanish, as in JSON. */
export function canonical(object: UnknownObject, order: FieldOrder): UnknownObject {
  const copy = order === 'sorted' ? copyRecord(object, sortedKeys(object), true) : copyStruct(object);
  return copy as UnknownObject;
}

/**
 * The JSON of an object that went through `canonical`. What says its kind comes first even before members that JavaScript
 * puts in front (numbers) or the alphabet does (capitals): readers cut there.
 */
export function objectText(object: UnknownObject, order: FieldOrder): string {
  const { apiVersion, ...others } = object;
  const version = `"apiVersion":${toJson(apiVersion)}`;
  if (order === 'sorted') return `{${version},${toJson(others).slice(1)}`;
  const { kind, metadata, ...rest } = others;
  const end = toJson(rest).slice(1);
  return `{"kind":${toJson(kind)},${version},"metadata":${toJson(metadata)}${end === '}' ? '' : ','}${end}`;
}

/** JSON as Go's encoder writes it: `<`, `>`, `&` and the two JavaScript line separators are escaped. */
export function toJson(value: unknown, indent?: number): string {
  return escapeHtml(JSON.stringify(value, null, indent));
}

const ESCAPED = /[<>&\u2028\u2029]/;

function escapeHtml(json: string): string {
  if (!ESCAPED.test(json)) return json;
  return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Freezes a value just parsed, at every level. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null) deepFreeze(member);
  }
  return Object.freeze(value);
}

function copyStruct(object: UnknownObject): Record<string, unknown> {
  const { kind, apiVersion, metadata, ...rest } = object;
  const known = META_ORDER.filter((name) => name in metadata);
  const others = Object.keys(metadata).filter((name) => !META_ORDER.includes(name));
  const meta = copyRecord({ ...metadata }, [...known, ...others], false);
  const copy: Record<string, unknown> = { kind, apiVersion, metadata: meta };
  for (const name of Object.keys(rest)) {
    if (rest[name] !== undefined) setOwn(copy, name, copyValue(rest[name], false));
  }
  return Object.freeze(copy);
}

function copyValue(value: unknown, sorted: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((item) => (item === undefined ? null : copyValue(item, sorted))));
  const record = value as Record<string, unknown>;
  return copyRecord(record, sorted ? sortedKeys(record) : Object.keys(record), sorted);
}

function copyRecord(record: Record<string, unknown>, keys: string[], sorted: boolean): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    if (record[key] !== undefined) setOwn(copy, key, copyValue(record[key], sorted));
  }
  return Object.freeze(copy);
}

/** A member called `__proto__` is data like any other: assignment would set the prototype instead. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function sortedKeys(record: object): string[] {
  return Object.keys(record).sort();
}
