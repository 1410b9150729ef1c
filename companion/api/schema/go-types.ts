import type { JsonSchema } from '../../kinds/definition';
import { definitionName } from './load';

/** `v1.PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
function goName(definition: string): string {
  return definition.split('.').slice(-2).join('.');
}

/** The struct a definition is in Go, without its package. */
export function structName(schema: JsonSchema): string | undefined {
  return definitionName(schema)?.split('.').at(-1);
}

/** How Go names the type of a field, as its JSON decoder tells it. */
export function goTypeOf(schema: JsonSchema): string {
  const name = definitionName(schema);
  if (name) return goName(name);
  if (schema.items) return `[]${goTypeOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `map[string]${goTypeOf(schema.additionalProperties)}`;
  const simple: Record<string, string> = { string: 'string', integer: 'int32', number: 'float64', boolean: 'bool' };
  return simple[schema.type ?? ''] ?? 'map[string]interface {}';
}
