import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import type { ApiError } from '../../lib/api-error';
import { cannotHandle } from '../decode-error';
import { goType } from '../patch/decode';
import { isObject } from '../patch/tree';
import { required, typeOf } from './faults';
import { badBase64, badTime, goTypeOf, structName } from './go-types';
import type { FieldMode } from './process';

const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\d+))?$/;
const IDENTITY = new Set(['apiVersion', 'kind', 'metadata']);

/** Fields of bytes, which the typed packages the schemas are made from do not tell from texts. */
const BYTES = new Set(['ConfigMap.binaryData', 'Secret.data', 'WebhookClientConfig.caBundle']);

interface Place {
  /** Go's name of the struct that holds the field. */
  struct: string;
  /** JSON members from the root, without list indices and map keys. */
  fields: string[];
  /** The same with them, for unknown fields and causes. */
  path: string;
}

/** Decodes like a Go struct: wrong types refuse the request, unknown members go, nulls mean absent. */
class Decoder {
  readonly unknown: string[] = [];
  readonly causes: StatusCause[] = [];

  constructor(
    private readonly kind: string,
    private readonly version: string,
  ) {}

  private refuse(why: string): ApiError {
    return cannotHandle(this.kind, { kind: this.kind, version: this.version }, why);
  }

  private wrongType(value: unknown, schema: JsonSchema, { struct, fields }: Place): ApiError {
    return this.refuse(`json: cannot unmarshal ${goType(value)} into Go struct field ${struct}.${fields.join('.')} of type ${goTypeOf(schema)}`);
  }

  object(schema: JsonSchema, value: Record<string, unknown>, place: Place, atRoot: boolean): void {
    const { properties = {} } = schema;
    const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const keeps = schema['x-kubernetes-preserve-unknown-fields'] === true || (!schema.properties && !rest);
    for (const name of Object.keys(value)) {
      if (atRoot && IDENTITY.has(name)) continue;
      const path = place.path === '' ? name : `${place.path}.${name}`;
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (value[name] === null && rest?.type === 'string' && !property) value[name] = '';
      else if (value[name] === null && (property ?? rest)) delete value[name];
      else if (property) this.value(property, value[name], { struct: structName(schema) ?? place.struct, fields: [...place.fields, name], path });
      else if (rest) this.value(rest, value[name], { ...place, path });
      else if (!keeps) {
        delete value[name];
        this.unknown.push(path);
      }
    }
    this.needs(schema, value, place, atRoot);
    this.omitEmpty(schema, value, place);
  }

  /** Go leaves out lists and maps without members; `rules` of roles is one of the few fields that are written nevertheless. */
  private omitEmpty({ properties = {}, required: needed = [] }: JsonSchema, value: Record<string, unknown>, { path }: Place): void {
    if (path === 'status' || path.startsWith('status.')) return;
    for (const name of Object.keys(value)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const isMap = property?.type === 'object' && !property.properties && typeof property.additionalProperties === 'object';
      const isBare = property?.type === 'array' || isMap ? Object.keys(value[name] ?? {}).length === 0 : false;
      if (isBare && name !== 'rules' && !needed.includes(name)) delete value[name];
    }
  }

  /** Numbers and selectors may be left out in Go whatever OpenAPI says; the status is the controllers' own business. */
  private needs(schema: JsonSchema, value: Record<string, unknown>, { path }: Place, atRoot: boolean): void {
    if (path === 'status' || path.startsWith('status.')) return;
    for (const name of schema.required ?? []) {
      const property = schema.properties?.[name];
      const matters = property?.type === 'string' || property?.type === 'array' || (property?.type === 'object' && structName(property) !== 'LabelSelector');
      if (matters && !(atRoot && IDENTITY.has(name)) && !Object.hasOwn(value, name)) this.causes.push(required(path === '' ? name : `${path}.${name}`));
    }
  }

  private value(schema: JsonSchema, value: unknown, place: Place): void {
    const found = typeOf(value);
    if (schema['x-kubernetes-int-or-string'] === true) return this.intOrString(schema, value, place);
    if (schema.type === undefined) return;
    const fits = found === schema.type || (schema.type === 'number' && found === 'integer');
    if (!fits) throw this.wrongType(value, schema, place);
    if (typeof value === 'string') this.text(schema, value, place);
    if (isObject(value)) this.object(schema, value, place, false);
    if (Array.isArray(value) && schema.items) {
      for (const [index, item] of value.entries()) if (item !== null) this.value(schema.items, item, { ...place, path: `${place.path}[${index}]` });
    }
  }

  private text({ format }: JsonSchema, value: string, { struct, fields }: Place): void {
    if (format === 'date-time' && Number.isNaN(Date.parse(value))) throw this.refuse(badTime(value));
    const isBytes = format === 'byte' || BYTES.has(`${struct}.${fields.at(-1) ?? ''}`);
    const fault = isBytes ? badBase64(value) : undefined;
    if (fault) throw this.refuse(fault);
  }

  private intOrString(schema: JsonSchema, value: unknown, place: Place): void {
    const found = typeOf(value);
    if (schema.pattern !== undefined) {
      if ((found === 'string' || found === 'integer' || found === 'number') && QUANTITY.test(String(value))) return;
      throw this.refuse("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    if (found !== 'integer' && found !== 'string') throw this.wrongType(value, { type: 'integer' }, place);
  }
}

/**
 * The same for a kind compiled into the API server: pruned in place, refused with 400 when a type is wrong (Go's decoder speaks),
 * causes for what is missing.
 */
export function processCoreObject(
  schema: JsonSchema,
  object: UnknownObject,
  mode: FieldMode,
  version: string,
): { causes: StatusCause[]; unknown: string[] } {
  const decoder = new Decoder(object.kind, version);
  decoder.object(schema, object, { struct: object.kind, fields: [], path: '' }, true);
  return { causes: decoder.causes, unknown: mode === 'Ignore' ? [] : decoder.unknown };
}
