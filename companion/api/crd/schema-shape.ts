import { badRequest } from '../../lib/api-error';
import { goType } from '../patch/decode';
import { isFields } from '../../kinds/read';

const MAX_DEPTH = 200;

type Test = (value: unknown) => boolean;
const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number';
const isFlag: Test = (value) => typeof value === 'boolean';
const isTexts: Test = (value) => Array.isArray(value) && value.every(isText);
const isSchemas: Test = (value) => Array.isArray(value) && value.every(isFields);
const isSchemaMap: Test = (value) => isFields(value) && Object.values(value).every(isFields);

/** The members of a schema and what their JSON has to be; Go's name of it for the refusal. */
const MEMBERS: Record<string, readonly [Test, string]> = {
  description: [isText, 'string'],
  format: [isText, 'string'],
  pattern: [isText, 'string'],
  title: [isText, 'string'],
  type: [isText, 'string'],
  exclusiveMaximum: [isFlag, 'bool'],
  exclusiveMinimum: [isFlag, 'bool'],
  nullable: [isFlag, 'bool'],
  uniqueItems: [isFlag, 'bool'],
  maxItems: [isNumber, 'int64'],
  maxLength: [isNumber, 'int64'],
  maxProperties: [isNumber, 'int64'],
  maximum: [isNumber, 'float64'],
  minItems: [isNumber, 'int64'],
  minLength: [isNumber, 'int64'],
  minProperties: [isNumber, 'int64'],
  minimum: [isNumber, 'float64'],
  multipleOf: [isNumber, 'float64'],
  enum: [Array.isArray, '[]v1.JSON'],
  required: [isTexts, '[]string'],
  allOf: [isSchemas, '[]v1.JSONSchemaProps'],
  anyOf: [isSchemas, '[]v1.JSONSchemaProps'],
  oneOf: [isSchemas, '[]v1.JSONSchemaProps'],
  not: [isFields, 'v1.JSONSchemaProps'],
  items: [(value) => isFields(value) || isSchemas(value), 'v1.JSONSchemaPropsOrArray'],
  properties: [isSchemaMap, 'map[string]v1.JSONSchemaProps'],
  additionalProperties: [(value) => isFields(value) || isFlag(value), 'v1.JSONSchemaPropsOrBool'],
  'x-kubernetes-embedded-resource': [isFlag, 'bool'],
  'x-kubernetes-int-or-string': [isFlag, 'bool'],
  'x-kubernetes-list-map-keys': [isTexts, '[]string'],
  'x-kubernetes-list-type': [isText, 'string'],
  'x-kubernetes-map-type': [isText, 'string'],
  'x-kubernetes-preserve-unknown-fields': [isFlag, 'bool'],
  'x-kubernetes-validations': [isSchemas, '[]v1.ValidationRule'],
};

/** The schemas directly inside of one. */
function inner(schema: Record<string, unknown>): unknown[] {
  const lists = [schema.allOf, schema.anyOf, schema.oneOf, schema.items].flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]));
  const map = isFields(schema.properties) ? Object.values(schema.properties) : [];
  return [...lists, ...map, schema.not, schema.additionalProperties];
}

/** Refuses, as a decoder does, a schema whose members have the wrong JSON type; nulls mean absent and are taken out. */
export function checkSchemaShape(schema: unknown, depth = 0): void {
  if (!isFields(schema)) return;
  if (depth > MAX_DEPTH) throw badRequest('CustomResourceDefinition in version "v1" cannot be handled as a CustomResourceDefinition: exceeded max depth');
  for (const [name, value] of Object.entries(schema)) {
    const expected = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
    if (value === null && name !== 'default' && name !== 'example') delete schema[name];
    else if (expected && !expected[0](value)) {
      const why = `json: cannot unmarshal ${goType(value)} into Go struct field JSONSchemaProps.spec.versions.schema.openAPIV3Schema.${name} of type ${expected[1]}`;
      throw badRequest(`CustomResourceDefinition in version "v1" cannot be handled as a CustomResourceDefinition: ${why}`);
    }
  }
  for (const each of inner(schema)) checkSchemaShape(each, depth + 1);
}
