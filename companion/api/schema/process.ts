import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import type { JsonSchema, KindDefinition, VersionDefinition } from '../../kinds/definition';
import type { RuleCheck } from './cel/rules';
import { ruleCheck } from './cel/rules';
import { processCoreObject } from './process-core';
import type { Shaper } from './structure';
import { rootShaper } from './structure';
import { Trail } from './trail';
import type { Check } from './validate';
import { rootCheck } from './validate';

export type FieldMode = 'Ignore' | 'Warn' | 'Strict';

interface Compiled {
  shape: Shaper;
  check: Check;
  rules: RuleCheck | undefined;
}

/** Faults that keep the rules from being looked at. */
const BLOCKING = new Set(['FieldValueNotSupported', 'FieldValueRequired', 'FieldValueTooLong', 'FieldValueTooMany', 'FieldValueTypeInvalid']);

/** Beside the faults of an object whose rules could not be looked at because of them. */
const UNCHECKED: StatusCause = {
  reason: 'FieldValueInvalid',
  message: 'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  field: '<nil>',
};

const compiled = new WeakMap<JsonSchema, Compiled>();

function compile(schema: JsonSchema): Compiled {
  const found = compiled.get(schema);
  if (found) return found;
  const made = { shape: rootShaper(schema), check: rootCheck(schema), rules: ruleCheck(schema) };
  compiled.set(schema, made);
  return made;
}

/**
 * Prunes and defaults `object` in place and validates it, the way the API server treats a custom resource.
 * `unknown` are the paths of what was pruned; empty with mode Ignore. apiVersion, kind and metadata are left alone.
 * `before` is the state an update replaces, for the rules that look at it; `earlier` faults of other kinds may keep them from being looked at. A schema is compiled when first used; the work per object is one walk for each of the two steps.
 */
export function processObject(
  schema: JsonSchema,
  object: UnknownObject,
  mode: FieldMode,
  before?: UnknownObject,
  earlier: readonly StatusCause[] = [],
): { causes: StatusCause[]; unknown: string[] } {
  const { shape, check, rules } = compile(schema);
  const unknown: string[] = [];
  const causes: StatusCause[] = [];
  shape(object, new Trail(), unknown);
  check(object, new Trail(), causes);
  const isBlocked = [...earlier, ...causes].some(({ reason }) => BLOCKING.has(reason ?? ''));
  if (rules && isBlocked) causes.push(UNCHECKED);
  else rules?.(object, before, new Trail(), causes);
  return { causes, unknown: mode === 'Ignore' ? [] : unknown };
}

const lazy = new WeakMap<VersionDefinition, JsonSchema>();

/** The schema of a version, asked for once. */
export function schemaOf(version: VersionDefinition): JsonSchema | undefined {
  if (typeof version.schema !== 'function') return version.schema;
  const found = lazy.get(version) ?? version.schema();
  lazy.set(version, found);
  return found;
}

/**
 * `processObject` for a kind in one of its versions: kinds compiled into an API server are decoded as Go structs are (a wrong
 * type is a 400 that is thrown), custom resources by their schema. A version without schema keeps everything.
 */
export function processResource(
  { definition, version }: { definition: KindDefinition; version: VersionDefinition },
  object: UnknownObject,
  mode: FieldMode,
  before?: UnknownObject,
  earlier: readonly StatusCause[] = [],
): { causes: StatusCause[]; unknown: string[] } {
  const schema = schemaOf(version);
  if (!schema) return { causes: [], unknown: [] };
  return definition.origin === 'core' ? processCoreObject(schema, object, mode, version.name) : processObject(schema, object, mode, before, earlier);
}
