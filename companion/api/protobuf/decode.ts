import { ApiError, badRequest } from '../../lib/api-error';
import type { JsonObject } from '../patch/tree';
import { isObject, member, put } from '../patch/tree';
import type { FieldType } from './messages';
import { MESSAGES } from './messages';
import { BrokenProtobuf, readFields } from './wire';

/** `k8s` and a zero byte stand before every protobuf body (apimachinery, runtime/serializer/protobuf). */
const MAGIC = Buffer.from([0x6b, 0x38, 0x73, 0x00]);
const MAX_DEPTH = 60;

/** Bodies of kinds this server has no field numbers of are refused, never half read. */
function unreadable(): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
  );
}

const textOf = (value: bigint | Buffer) => (typeof value === 'bigint' ? value.toString() : value.toString('utf8'));
const bytesOf = (value: bigint | Buffer) => (typeof value === 'bigint' ? Buffer.alloc(0) : value);
const intOf = (value: bigint | Buffer) => Number(BigInt.asIntN(64, typeof value === 'bigint' ? value : 0n));

/** The single values of a message's fields by number, the last one of each. */
function numbers(bytes: Buffer): Map<number, bigint | Buffer> {
  return new Map([...readFields(bytes)].map(({ number, value }) => [number, value]));
}

function timeOf(bytes: Buffer, precise: boolean): string | null {
  const fields = numbers(bytes);
  const seconds = intOf(fields.get(1) ?? 0n);
  const nanos = intOf(fields.get(2) ?? 0n);
  if (bytes.length === 0 || seconds <= 0 || seconds > 253_402_300_799) return null;
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return precise ? `${text}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z` : `${text}Z`;
}

function intOrString(bytes: Buffer): number | string {
  const fields = numbers(bytes);
  return intOf(fields.get(1) ?? 0n) === 1 ? textOf(fields.get(3) ?? Buffer.alloc(0)) : intOf(fields.get(2) ?? 0n);
}

function rawJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(textOf(numbers(bytes).get(1) ?? Buffer.from('{}')));
  } catch {
    throw new BrokenProtobuf('invalid JSON in a raw field');
  }
}

const SCALARS: Record<string, (value: bigint | Buffer) => unknown> = {
  string: textOf,
  int: intOf,
  bool: (value) => value === 1n,
  bytes: (value) => bytesOf(value).toString('base64'),
  quantity: (value) => textOf(numbers(bytesOf(value)).get(1) ?? Buffer.from('0')),
  time: (value) => timeOf(bytesOf(value), false),
  microtime: (value) => timeOf(bytesOf(value), true),
  intOrString: (value) => intOrString(bytesOf(value)),
  raw: (value) => rawJson(bytesOf(value)),
};

function valueOf(type: string, value: bigint | Buffer, depth: number): unknown {
  const scalar = Object.hasOwn(SCALARS, type) ? SCALARS[type] : undefined;
  return scalar ? scalar(value) : messageOf(type, bytesOf(value), depth + 1);
}

function store(into: JsonObject, { name, type, many }: FieldType, value: bigint | Buffer, depth: number): void {
  if (many === 'map') {
    const entry = numbers(bytesOf(value));
    const held = member(into, name);
    const map = isObject(held) ? held : {};
    put(map, textOf(entry.get(1) ?? Buffer.alloc(0)), valueOf(type, entry.get(2) ?? Buffer.alloc(0), depth));
    into[name] = map;
    return;
  }
  const read = valueOf(type, value, depth);
  if (many === 'list') {
    const held = into[name];
    into[name] = Array.isArray(held) ? [...(held as unknown[]), read] : [read];
  } else if (name === 'inline' && isObject(read)) Object.assign(into, read);
  else if (read !== null) into[name] = read;
}

/** Go writes every struct that is there by value, also with nothing in it: such zero values mean absent. */
function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false || (isObject(value) && Object.keys(value).length === 0);
}

function messageOf(type: string, bytes: Buffer, depth: number): JsonObject {
  const fields = MESSAGES.get(type);
  if (!fields) throw unreadable();
  if (depth > MAX_DEPTH) throw new BrokenProtobuf('proto: nested too deeply');
  const out: JsonObject = {};
  for (const { number, value } of readFields(bytes)) {
    const field = fields.get(number);
    if (field) store(out, field, value, depth);
    // What a writer says of a status is dropped by the kinds that have one.
    else if (!type.endsWith('Status')) throw unreadable();
  }
  return out;
}

/** Numbers that are told apart from absence: written only when they were set, so a zero is one. */
const KEPT_ZEROS = new Set(['replicas', 'value', 'gracePeriodSeconds', 'parallelism', 'completions', 'backoffLimit', 'allowed', 'immutable', 'controller', 'blockOwnerDeletion', 'orphanDependents', 'automountServiceAccountToken', 'suspend']);
const KEPT_EMPTY = new Set(['emptyDir', 'podSelector', 'selector']);

function withoutZeros(value: unknown, inMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutZeros(item, false));
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const isMap = name === 'labels' || name === 'annotations' || name === 'data' || name === 'stringData' || name === 'matchLabels';
    const clean = withoutZeros(child, isMap);
    const kept = inMap || (KEPT_ZEROS.has(name) && clean !== '') || KEPT_EMPTY.has(name) || !isZero(clean);
    if (kept) put(out, name, clean);
  }
  return out;
}

/** The object in a protobuf body, as its JSON would be. Kinds without known field numbers are a 415, broken bodies a 400. */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw badRequest(`provided data does not appear to be a protobuf message, expected prefix [${[...MAGIC].join(' ')}]`);
  }
  try {
    const envelope = numbers(body.subarray(MAGIC.length));
    const type = numbers(bytesOf(envelope.get(1) ?? 0n));
    const apiVersion = textOf(type.get(1) ?? Buffer.alloc(0));
    const kind = textOf(type.get(2) ?? Buffer.alloc(0));
    const read = withoutZeros(messageOf(kind, bytesOf(envelope.get(2) ?? 0n), 0), false);
    return { apiVersion, kind, ...(isObject(read) ? read : {}) };
  } catch (error) {
    if (error instanceof BrokenProtobuf) throw badRequest(`unable to decode a protobuf body: ${error.message}`);
    throw error;
  }
}
