import type { StatusCause } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import { has, isObject } from '../patch/tree';
import { valueChecks } from './checks';
import { invalidValue, required, typeOf, wrongType } from './faults';
import type { Trail } from './trail';

/** Says what is wrong with one value. */
export type Check = (value: unknown, trail: Trail, causes: StatusCause[]) => void;

const nothing: Check = () => undefined;
const known = new WeakMap<JsonSchema, Check>();
const IDENTITY = new Set(['apiVersion', 'kind', 'metadata']);

function matchesType(found: string, wanted: string): boolean {
  return found === wanted || (wanted === 'number' && found === 'integer');
}

function typeCheck(types: string[], nullable: boolean, ranged: boolean): ((value: unknown, trail: Trail, causes: StatusCause[]) => boolean) | undefined {
  if (types.length === 0) return undefined;
  return (value, trail, causes) => {
    if (value === null && nullable) return true;
    const found = typeOf(value);
    if (types.some((type) => matchesType(found, type))) return true;
    const field = trail.path();
    if (ranged && found === 'number') causes.push(invalidValue('<nil>', '', `Checked value must be of type integer (default format) in ${field}`));
    causes.push(wrongType(field, found, `${field} in body must be of type ${types.join(',')}: ${JSON.stringify(found)}`));
    return false;
  };
}

function objectCheck(schema: JsonSchema, atRoot: boolean): Check | undefined {
  const needed = (schema.required ?? []).filter((name) => !(atRoot && IDENTITY.has(name)));
  const checks = new Map<string, Check>();
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const check = atRoot && IDENTITY.has(name) ? nothing : checkOf(property);
    if (check !== nothing) checks.set(name, check);
  }
  const rest = typeof schema.additionalProperties === 'object' ? checkOf(schema.additionalProperties) : undefined;
  if (needed.length === 0 && checks.size === 0 && (!rest || rest === nothing)) return undefined;
  const isProperty = (name: string) => Object.hasOwn(schema.properties ?? {}, name);
  return (value, trail, causes) => {
    if (!isObject(value)) return;
    for (const name of needed) if (!has(value, name)) causes.push(required(trail.path(name)));
    for (const name of Object.keys(value)) {
      const check = checks.get(name) ?? (rest && !isProperty(name) ? rest : undefined);
      if (!check) continue;
      trail.enter(name);
      check(value[name], trail, causes);
      trail.leave();
    }
  };
}

function listCheck(items: Check): Check | undefined {
  if (items === nothing) return undefined;
  return (value, trail, causes) => {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index += 1) {
      trail.enter(index);
      items(value[index], trail, causes);
      trail.leave();
    }
  };
}

/** An object within the object has to say what it is. */
const embeddedCheck: Check = (value, trail, causes) => {
  if (!isObject(value)) return;
  for (const part of ['apiVersion', 'kind']) {
    const given = value[part];
    if (!has(value, part)) causes.push(required(trail.path(part)));
    else if (typeof given !== 'string' || given === '') causes.push(invalidValue(trail.path(part), given, given === '' ? 'must not be empty' : 'must be a string'));
  }
};

function faultsOf(check: Check, value: unknown, trail: Trail): StatusCause[] {
  const found: StatusCause[] = [];
  check(value, trail, found);
  return found;
}

function logicChecks(schema: JsonSchema): Check[] {
  const out: Check[] = [];
  const add = (schemas: JsonSchema[] | undefined, judge: (fits: number, all: number) => string | undefined) => {
    if (!schemas || schemas.length === 0) return;
    const checks = schemas.map((each) => checkOf(each));
    out.push((value, trail, causes) => {
      const faults = checks.map((check) => faultsOf(check, value, trail));
      const fits = faults.filter((each) => each.length === 0).length;
      const words = judge(fits, checks.length);
      if (words === undefined) return;
      // The library has no place for such a fault, only a text.
      causes.push(invalidValue('<nil>', '', `${JSON.stringify(trail.path())} ${words}`));
      if (fits === 0) causes.push(...(faults[0] ?? []));
    });
  };
  if (schema['x-kubernetes-int-or-string'] !== true) {
    add(schema.anyOf, (fits) => (fits > 0 ? undefined : 'must validate at least one schema (anyOf)'));
    add(schema.oneOf, (fits) => (fits === 1 ? undefined : `must validate one and only one schema (oneOf). Found ${fits === 0 ? 'none valid' : `${fits} valid alternatives`}`));
  }
  add(schema.allOf, (fits, all) => (fits === all ? undefined : `must validate all the schemas (allOf)${fits === 0 ? '. None validated' : ''}`));
  add(schema.not ? [schema.not] : undefined, (fits) => (fits === 0 ? undefined : 'must not validate the schema (not)'));
  return out;
}

function makeCheck(schema: JsonSchema, atRoot: boolean): Check {
  const isEither = schema['x-kubernetes-int-or-string'] === true;
  const types = isEither ? ['integer', 'string'] : schema.type ? [schema.type] : [];
  const ranged = schema.type === 'integer' && (schema.minimum ?? schema.maximum) !== undefined;
  const ofType = typeCheck(types, schema.nullable === true, ranged);
  const deeper = [objectCheck(schema, atRoot), schema.items ? listCheck(checkOf(schema.items)) : undefined].filter((check) => check !== undefined);
  const embedded = schema['x-kubernetes-embedded-resource'] === true ? [embeddedCheck] : [];
  const checks = [...deeper, ...valueChecks(schema), ...logicChecks(schema), ...embedded];
  if (!ofType && checks.length === 0) return nothing;
  return (value, trail, causes) => {
    if (ofType && !ofType(value, trail, causes)) return;
    if (value === null && schema.nullable === true) return;
    for (const check of checks) check(value, trail, causes);
  };
}

function checkOf(schema: JsonSchema): Check {
  const found = known.get(schema);
  if (found) return found;
  // A schema that holds itself meets this forward while its own check is being made.
  known.set(schema, (value, trail, causes) => made(value, trail, causes));
  const made = makeCheck(schema, false);
  known.set(schema, made);
  return made;
}

/** Of a whole object: its apiVersion, kind and metadata are left to others. */
export function rootCheck(schema: JsonSchema): Check {
  return makeCheck(schema, true);
}
