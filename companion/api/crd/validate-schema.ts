import type { StatusCause } from '../../../contracts/objects';
import { at, entries, isFields, items, strings, text } from '../../kinds/read';
import { parseCel } from '../schema/cel/parser';
import { forbiddenChange, invalidValue, notSupported, required } from '../../kinds/core/causes';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const MAX_DEPTH = 200;

/** Does the schema say by other means what the value may be? */
function isTyped(schema: unknown): boolean {
  return text(schema, 'type') !== '' || at(schema, 'x-kubernetes-int-or-string') === true || at(schema, 'x-kubernetes-preserve-unknown-fields') === true;
}

function typeCauses(schema: unknown, field: string): StatusCause[] {
  const type = text(schema, 'type');
  if (!isTyped(schema)) return [required(`${field}.type`, field.endsWith('openAPIV3Schema') ? 'must not be empty at the root' : 'must not be empty for specified object fields')];
  if (type !== '' && !TYPES.includes(type)) return [notSupported(`${field}.type`, type, TYPES)];
  return type === 'array' && !isFields(at(schema, 'items')) ? [required(`${field}.items`, 'must be specified')] : [];
}

function listCauses(schema: unknown, field: string): StatusCause[] {
  const type = text(schema, 'x-kubernetes-list-type');
  if (type === '') return [];
  if (!['atomic', 'map', 'set'].includes(type)) return [notSupported(`${field}.x-kubernetes-list-type`, type, ['atomic', 'map', 'set'])];
  if (text(schema, 'type') !== 'array') return [invalidValue(`${field}.type`, text(schema, 'type'), 'must be array if x-kubernetes-list-type is specified')];
  if (type === 'map' && strings(schema, 'x-kubernetes-list-map-keys').length === 0) {
    return [required(`${field}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map')];
  }
  return [];
}

function patternCauses(schema: unknown, field: string): StatusCause[] {
  const pattern = text(schema, 'pattern');
  const isBroken = pattern !== '' && (pattern.match(/(?<!\\)\(/g) ?? []).length !== (pattern.match(/(?<!\\)\)/g) ?? []).length && !pattern.includes('[');
  return isBroken ? [invalidValue(`${field}.pattern`, pattern, `must be a valid regular expression, but isn't: error parsing regexp: missing closing ): \`${pattern}\``)] : [];
}

function ruleCauses(schema: unknown, field: string): StatusCause[] {
  return items(schema, 'x-kubernetes-validations').flatMap((rule, index) => {
    const place = `${field}.x-kubernetes-validations[${index}].rule`;
    const source = text(rule, 'rule');
    if (source.trim() === '') return [required(place, 'rule is not specified')];
    try {
      parseCel(source);
      return [];
    } catch (error) {
      return [invalidValue(place, source, `compilation failed: ERROR: ${error instanceof Error ? error.message : ''}`)];
    }
  });
}

/** What keeps a schema from being structural. */
export function schemaCauses(schema: unknown, field: string, depth = 0): StatusCause[] {
  if (!isFields(schema)) return [required(field, 'schemas are required')];
  if (depth > MAX_DEPTH) return [invalidValue(field, 'object', 'is nested too deeply')];
  const out = [...typeCauses(schema, field), ...listCauses(schema, field), ...patternCauses(schema, field), ...ruleCauses(schema, field)];
  for (const name of ['$ref', 'definitions', 'dependencies', 'id', 'patternProperties', 'additionalItems', '$schema']) {
    if (schema[name] !== undefined && schema[name] !== null) out.push(forbiddenChange(`${field}.${name}`, `${name} is not supported`));
  }
  if (schema.uniqueItems === true) out.push(forbiddenChange(`${field}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  const properties = entries(schema, 'properties');
  const { additionalProperties } = schema;
  if (additionalProperties !== undefined && additionalProperties !== null && properties.length > 0) {
    out.push(forbiddenChange(`${field}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  for (const [name, property] of properties) {
    if (depth === 0 && (name === 'metadata' || name === 'kind' || name === 'apiVersion')) continue;
    out.push(...schemaCauses(property, `${field}.properties[${name}]`, depth + 1));
  }
  if (isFields(schema.items)) out.push(...schemaCauses(schema.items, `${field}.items`, depth + 1));
  if (isFields(additionalProperties)) out.push(...schemaCauses(additionalProperties, `${field}.additionalProperties`, depth + 1));
  return out;
}

/** The schema of a version: there, of an object, structural. */
export function versionSchemaCauses(version: unknown, field: string): StatusCause[] {
  const schema = at(version, 'schema', 'openAPIV3Schema');
  const place = `${field}.schema.openAPIV3Schema`;
  if (!isFields(schema)) return [required(place, 'schemas are required')];
  const type = text(schema, 'type');
  const root = type !== '' && type !== 'object' ? [invalidValue(`${place}.type`, type, 'must be object at the root')] : [];
  return [...root, ...schemaCauses(schema, place)];
}
