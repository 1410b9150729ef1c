import type { JsonSchema } from '../../kinds/definition';
import type { JsonObject } from './tree';
import { has, isObject } from './tree';

const text: JsonSchema = { type: 'string' };
const textMap: JsonSchema = { type: 'object', additionalProperties: text };

/** What matters of ObjectMeta to who owns which field. */
export const OBJECT_META: JsonSchema = {
  type: 'object',
  properties: {
    annotations: textMap,
    finalizers: { type: 'array', items: text, 'x-kubernetes-list-type': 'set', 'x-kubernetes-patch-strategy': 'merge' },
    labels: textMap,
    ownerReferences: {
      type: 'array',
      items: { type: 'object', 'x-kubernetes-map-type': 'atomic' },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'uid',
    },
  },
};

const roots = new WeakMap<JsonSchema, JsonSchema>();
const NO_SCHEMA: JsonSchema = { type: 'object', properties: { metadata: OBJECT_META } };

/** The schema of a whole object with what is known of its metadata. */
export function rootSchema(schema: JsonSchema | undefined): JsonSchema {
  if (!schema) return NO_SCHEMA;
  const found = roots.get(schema) ?? { ...schema, properties: { ...schema.properties, metadata: OBJECT_META } };
  roots.set(schema, found);
  return found;
}

/** Is this member named by the schema (a field of a struct), not a key of a map? */
export function isField(schema: JsonSchema | undefined, name: string): boolean {
  return schema?.properties !== undefined && Object.hasOwn(schema.properties, name);
}

export function memberSchema(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  if (!schema) return undefined;
  if (isField(schema, name)) return schema.properties?.[name];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

export function isAtomicMap(schema: JsonSchema | undefined): boolean {
  return schema?.['x-kubernetes-map-type'] === 'atomic';
}

/** Lists are one value unless their schema makes them sets or keyed maps. */
export function listKind(schema: JsonSchema | undefined): 'atomic' | 'set' | 'map' {
  const type = schema?.['x-kubernetes-list-type'];
  return type === 'set' || type === 'map' ? type : 'atomic';
}

export function mapKeys(schema: JsonSchema | undefined): string[] {
  const keys = schema?.['x-kubernetes-list-map-keys'];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string').sort() : [];
}

function keyValue(schema: JsonSchema | undefined, item: JsonObject, key: string): unknown {
  return has(item, key) ? item[key] : memberSchema(schema?.items, key)?.default;
}

/** The step to an item of a set or a keyed list; keys left out count with their defaults. */
export function itemStep(schema: JsonSchema | undefined, item: unknown): string {
  if (listKind(schema) === 'set' || !isObject(item)) return `v:${JSON.stringify(item)}`;
  const keys = mapKeys(schema).map((key) => [key, keyValue(schema, item, key)] as const);
  return `k:${JSON.stringify(Object.fromEntries(keys.filter(([, value]) => value !== undefined)))}`;
}
