import type { AnyKind } from '../../../k8s/types';
import { apiVersionOf } from '../../../../contracts/kinds';
import { isRecord } from '../../../domain/read';
import { getJson } from '../../../k8s/client';

const prefix = '#/components/schemas/';

/** The name under which texts of a kind are checked. */
export function schemaName(kind: AnyKind): string {
  return [kind.group || 'core', kind.version, kind.kind].join('_');
}

function isOfKind(schema: unknown, kind: AnyKind): boolean {
  if (!isRecord(schema)) return false;
  const kinds = schema['x-kubernetes-group-version-kind'];
  return (
    Array.isArray(kinds) &&
    kinds.some((each) => isRecord(each) && each.group === kind.group && each.version === kind.version && each.kind === kind.kind)
  );
}

/** The API server drops fields it does not know without a word: a misspelt one deserves a mark. */
function isClosed(schema: Record<string, unknown>): boolean {
  if (!isRecord(schema.properties) || schema.additionalProperties !== undefined) return false;
  return schema['x-kubernetes-preserve-unknown-fields'] !== true && schema['x-kubernetes-embedded-resource'] !== true;
}

function isDangling(reference: unknown, names: ReadonlySet<string>): boolean {
  return typeof reference === 'string' && reference.startsWith(prefix) && !names.has(reference.slice(prefix.length));
}

/**
 * Kubernetes writes a number or a string without a type, and marks it. A reference to a part that the document leaves
 * out stands for anything: the editor would refuse the whole schema for it.
 */
function readable(schema: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => readable(each, names));
  if (!isRecord(schema)) return schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith('x-kubernetes-') || (key === '$ref' && isDangling(value, names))) continue;
    result[key] = readable(value, names);
  }
  if (schema['x-kubernetes-int-or-string'] === true) result.anyOf = [{ type: 'integer' }, { type: 'string' }];
  // A null that the server takes for "absent" is no mistake of the writer.
  if (schema.nullable === true && typeof schema.type === 'string') result.type = [schema.type, 'null'];
  delete result.nullable;
  if (isClosed(schema)) result.additionalProperties = false;
  return result;
}

/** The JSON schema of a kind from an OpenAPI v3 document; undefined when the document does not describe it. */
export function schemaOf(document: unknown, kind: AnyKind): Record<string, unknown> | undefined {
  const components = isRecord(document) ? document.components : undefined;
  const schemas = isRecord(components) ? components.schemas : undefined;
  if (!isRecord(schemas)) return undefined;
  const name = Object.keys(schemas).find((each) => isOfKind(schemas[each], kind));
  if (name === undefined) return undefined;
  return {
    allOf: [{ $ref: `${prefix}${name}` }],
    properties: { apiVersion: { enum: [apiVersionOf(kind)] }, kind: { enum: [kind.kind] } },
    components: { schemas: readable(schemas, new Set(Object.keys(schemas))) },
  };
}

/** Asks the server for the schema of a kind. A server that has none costs the help while writing, nothing else. */
export async function loadSchema(kind: AnyKind): Promise<Record<string, unknown> | undefined> {
  const root = kind.group === '' ? `api/${kind.version}` : `apis/${kind.group}/${kind.version}`;
  try {
    return schemaOf(await getJson(`/openapi/v3/${root}`), kind);
  } catch {
    return undefined;
  }
}
