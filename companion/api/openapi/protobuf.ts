import { isObject } from '../patch/tree';

/**
 * OpenAPI 2 documents as protocol buffers, in the form of gnostic's `openapi.v2.Document`: what kubectl asks for when it
 * merges and explains. Field numbers are those of gnostic's OpenAPIv2.proto.
 */

type Json = Record<string, unknown>;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

const LENGTH_DELIMITED = 2;
const FIXED_64 = 1;
const VARINT = 0;
const key = (field: number, type: number) => varint(field * 8 + type);

const message = (field: number, parts: Buffer[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([key(field, LENGTH_DELIMITED), varint(length), ...parts]);
};
const text = (field: number, value: string): Buffer => message(field, [Buffer.from(value)]);
const count = (field: number, value: number): Buffer => Buffer.concat([key(field, VARINT), varint(value)]);
const flag = (field: number, value: boolean): Buffer => count(field, value ? 1 : 0);
const double = (field: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([key(field, FIXED_64), bytes]);
};
/** Any value, as YAML: JSON is YAML. */
const any = (field: number, value: unknown): Buffer => message(field, [text(2, JSON.stringify(value))]);
const named = (field: number, name: string, value: Buffer[]): Buffer => message(field, [text(1, name), message(2, value)]);

const TEXTS: Record<string, number> = { $ref: 1, format: 2, title: 3, description: 4, pattern: 13 };
const DOUBLES: Record<string, number> = { multipleOf: 6, maximum: 7, minimum: 9 };
const COUNTS: Record<string, number> = { maxLength: 11, minLength: 12, maxItems: 14, minItems: 15, maxProperties: 17, minProperties: 18 };
const FLAGS: Record<string, number> = { exclusiveMaximum: 8, exclusiveMinimum: 10, uniqueItems: 16 };

function simple(name: string, value: unknown): Buffer[] | undefined {
  if (typeof value === 'string' && TEXTS[name] !== undefined) return [text(TEXTS[name], value)];
  if (typeof value === 'boolean' && FLAGS[name] !== undefined) return [flag(FLAGS[name], value)];
  if (typeof value !== 'number') return undefined;
  if (DOUBLES[name] !== undefined) return [double(DOUBLES[name], value)];
  return COUNTS[name] === undefined ? undefined : [count(COUNTS[name], value)];
}

function member(name: string, value: unknown): Buffer[] {
  const found = simple(name, value);
  if (found) return found;
  if (name.startsWith('x-')) return [message(31, [text(1, name), any(2, value)])];
  if (name === 'default') return [any(5, value)];
  if (name === 'type' && typeof value === 'string') return [message(22, [text(1, value)])];
  if (name === 'required' && Array.isArray(value)) return value.map((each) => text(19, String(each)));
  if (name === 'enum' && Array.isArray(value)) return value.map((each) => any(20, each));
  if (name === 'additionalProperties') return [message(21, typeof value === 'boolean' ? [flag(2, value)] : [message(1, schema(value))])];
  if (name === 'items') return [message(23, [message(1, schema(value))])];
  if (name === 'properties') return [message(25, schemas(value))];
  return [];
}

const schema = (value: unknown): Buffer[] => (isObject(value) ? Object.entries(value).flatMap(([name, each]) => member(name, each)) : []);
const schemas = (value: unknown): Buffer[] => (isObject(value) ? Object.entries(value).map(([name, each]) => named(1, name, schema(each))) : []);

/** Only what has no paths worth reading: their names, and all definitions. */
export function encodeDocument({ swagger, info, definitions, paths }: Json): Buffer {
  const about = isObject(info) ? info : {};
  return Buffer.concat([
    text(1, String(swagger)),
    message(2, [text(1, String(about.title)), text(2, String(about.version))]),
    message(8, Object.keys(isObject(paths) ? paths : {}).map((path) => named(2, path, []))),
    message(9, schemas(definitions)),
  ]);
}
