import type { JsonSchema } from '../../kinds/definition';
import type { JsonObject } from '../patch/tree';
import { cloneJson, has, isObject, put } from '../patch/tree';
import type { Trail } from './trail';

/** Prunes and defaults one value in place. */
export type Shaper = (value: unknown, trail: Trail, unknown: string[]) => void;

const nothing: Shaper = () => undefined;
const known = new WeakMap<JsonSchema, Shaper>();
const IDENTITY = new Set(['apiVersion', 'kind', 'metadata']);

const preserves = (schema: JsonSchema) => schema['x-kubernetes-preserve-unknown-fields'] === true;
const embeds = (schema: JsonSchema) => schema['x-kubernetes-embedded-resource'] === true;

/** Null stays where it is allowed, gives way to a default where there is one, else the validation refuses it. */
function needsDefault(object: JsonObject, name: string, schema: JsonSchema): boolean {
  return !has(object, name) || (object[name] === null && schema.nullable !== true);
}

function shapeObject(schema: JsonSchema, atRoot: boolean): Shaper {
  const properties = new Map(Object.entries(schema.properties ?? {}));
  const shapers = new Map<string, Shaper>();
  for (const [name, property] of properties) if (!(atRoot && IDENTITY.has(name))) shapers.set(name, shaperOf(property));
  const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const rest = other ? shaperOf(other) : undefined;
  const keepsAll = preserves(schema) || schema.additionalProperties === true || rest !== undefined;
  const keepsIdentity = atRoot || embeds(schema);
  const defaults = [...properties].filter(([, property]) => property.default !== undefined && property.default !== null);
  return (value, trail, unknown) => {
    if (!isObject(value)) return;
    for (const [name, property] of defaults) {
      if (needsDefault(value, name, property)) put(value, name, cloneJson(property.default));
    }
    for (const name of Object.keys(value)) {
      const own = properties.get(name) ?? other;
      if (value[name] === null && own && own.nullable !== true && !(atRoot && IDENTITY.has(name))) {
        // Null where none is allowed counts as if it were not there.
        delete value[name];
        continue;
      }
      const shaper = shapers.get(name) ?? rest;
      if (shaper) {
        if (shaper === nothing) continue;
        trail.enter(name);
        shaper(value[name], trail, unknown);
        trail.leave();
      } else if (!keepsAll && !properties.has(name) && !(keepsIdentity && IDENTITY.has(name))) {
        unknown.push(trail.path(name));
        delete value[name];
      }
    }
  };
}

function shapeList(items: Shaper): Shaper {
  if (items === nothing) return nothing;
  return (value, trail, unknown) => {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index += 1) {
      trail.enter(index);
      items(value[index], trail, unknown);
      trail.leave();
    }
  };
}

function isOpen(schema: JsonSchema): boolean {
  return !schema.properties && (preserves(schema) || schema.additionalProperties === true) && !embeds(schema);
}

function makeShaper(schema: JsonSchema, atRoot: boolean): Shaper {
  if (schema.items) return shapeList(shaperOf(schema.items));
  if (isOpen(schema)) return nothing;
  if (schema.type === 'object' || schema.properties || schema.additionalProperties) return shapeObject(schema, atRoot);
  return nothing;
}

function shaperOf(schema: JsonSchema): Shaper {
  const found = known.get(schema);
  if (found) return found;
  // A schema that holds itself meets this forward while its own shaper is being made.
  known.set(schema, (value, trail, unknown) => made(value, trail, unknown));
  const made = makeShaper(schema, false);
  known.set(schema, made);
  return made;
}

/** Of a whole object: its apiVersion, kind and metadata are left to others. */
export function rootShaper(schema: JsonSchema): Shaper {
  return makeShaper(schema, true);
}
