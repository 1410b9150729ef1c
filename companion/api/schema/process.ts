import type { StatusCause, UnknownObject } from '../../../contracts/objects';
import type { JsonSchema } from '../../kinds/definition';
import type { Shaper } from './structure';
import { rootShaper } from './structure';
import { Trail } from './trail';
import type { Check } from './validate';
import { rootCheck } from './validate';

export type FieldMode = 'Ignore' | 'Warn' | 'Strict';

interface Compiled {
  shape: Shaper;
  check: Check;
}

const compiled = new WeakMap<JsonSchema, Compiled>();

function compile(schema: JsonSchema): Compiled {
  const found = compiled.get(schema);
  if (found) return found;
  const made = { shape: rootShaper(schema), check: rootCheck(schema) };
  compiled.set(schema, made);
  return made;
}

/**
 * Prunes and defaults `object` in place and validates it, the way the API server treats a custom resource.
 * `unknown` are the paths of what was pruned; empty with mode Ignore. apiVersion, kind and metadata are left alone.
 * A schema is compiled when first used; the work per object is one walk for each of the two steps.
 */
export function processObject(schema: JsonSchema, object: UnknownObject, mode: FieldMode): { causes: StatusCause[]; unknown: string[] } {
  const { shape, check } = compile(schema);
  const unknown: string[] = [];
  const causes: StatusCause[] = [];
  shape(object, new Trail(), unknown);
  check(object, new Trail(), causes);
  return { causes, unknown: mode === 'Ignore' ? [] : unknown };
}
