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

/** Go's words for a text that is no RFC 3339 time. */
export function badTime(value: string): string {
  return `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`;
}

/** Go's words for a text that is no base64; undefined when it is. */
export function badBase64(value: string): string | undefined {
  const text = value.replace(/[\r\n]/g, '');
  const wrong = text.search(/[^A-Za-z0-9+/=]/);
  if (wrong >= 0) return `illegal base64 data at input byte ${wrong}`;
  return text.length % 4 === 0 && /^[^=]*={0,2}$/.test(text) ? undefined : `illegal base64 data at input byte ${Math.max(0, text.length - (text.length % 4))}`;
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
