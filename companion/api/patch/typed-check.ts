import type { JsonSchema } from '../../kinds/definition';
import { ApiError } from '../../lib/api-error';
import { isField, itemStep, listKind, memberSchema } from './field-schema';
import { pathText } from './field-set';
import { goMap } from './go-map';
import { isObject } from './tree';

/** Members of ObjectMeta that a configuration may have beside those whose ownership matters. */
const META = new Set(['name', 'namespace', 'generateName', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields']);
const IDENTITY = new Set(['apiVersion', 'kind']);

const show = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : goMap(value));

function scalarFault(type: string, value: unknown): string | undefined {
  if (type === 'string' && typeof value !== 'string') return `expected string, got &value.valueUnstructured{Value:${show(value)}}`;
  if (type === 'boolean' && typeof value !== 'boolean') return `expected boolean, got &{${goMap(value)}}`;
  const isNumeric = type === 'integer' || type === 'number';
  if (!isNumeric || typeof value === 'number') return undefined;
  const found = typeof value === 'boolean' ? 'bool' : Array.isArray(value) ? '[]interface {}' : isObject(value) ? 'map[string]interface {}' : 'string';
  return `expected numeric (int or float), got ${found}`;
}

/** Walks a configuration beside its schema, as structured-merge-diff types it before merging. */
class TypeCheck {
  readonly faults: string[] = [];

  value(schema: JsonSchema | undefined, value: unknown, path: string): void {
    if (!schema || value === null || schema['x-kubernetes-int-or-string'] === true) return;
    const fault = this.shapeFault(schema, value);
    if (fault !== undefined) this.faults.push(`${path}: ${fault}`);
    else if (Array.isArray(value)) this.list(schema, value, path);
    else if (isObject(value)) this.members(schema, value, path);
  }

  private shapeFault({ type }: JsonSchema, value: unknown): string | undefined {
    if (type === 'array') return Array.isArray(value) ? undefined : `expected list, got &{${goMap(value)}}`;
    if (type === 'object') return isObject(value) ? undefined : `expected map, got &{${goMap(value)}}`;
    return type === undefined ? undefined : scalarFault(type, value);
  }

  members(schema: JsonSchema, value: Record<string, unknown>, path: string, known?: ReadonlySet<string>): void {
    const isOpen = schema.additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true || !schema.properties;
    for (const [name, child] of Object.entries(value)) {
      const place = `${path}.${name}`;
      if (known?.has(name)) continue;
      if (isField(schema, name) || isOpen) this.value(memberSchema(schema, name), child, place);
      else this.faults.push(`${place}: field not declared in schema`);
    }
  }

  private list(schema: JsonSchema, list: unknown[], path: string): void {
    const kind = listKind(schema);
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      if (kind === 'atomic') {
        this.value(schema.items, item, `${path}[${index}]`);
        continue;
      }
      const step = itemStep(schema, item);
      if (seen.has(step)) this.faults.push(`${path}: duplicate entries for key ${pathText([step])}`);
      seen.add(step);
      this.value(schema.items, item, path + pathText([step]));
    }
  }
}

/**
 * Refuses an applied configuration that does not fit the schema of its kind. This is a plain error of the API server, and
 * thus a 500 without a reason.
 */
export function checkTyped(schema: JsonSchema, config: Record<string, unknown>): void {
  const check = new TypeCheck();
  const { metadata, ...rest } = config;
  check.members(schema, rest, '', IDENTITY);
  const meta = schema.properties?.metadata;
  if (meta && isObject(metadata)) check.members(meta, metadata, '.metadata', META);
  const { faults } = check;
  if (faults.length === 0) return;
  const { name, namespace } = isObject(metadata) ? metadata : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const apiVersion = text(config.apiVersion);
  const kind = `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${text(config.kind)}`;
  const words = faults.length === 1 ? (faults[0] ?? '') : ['errors:', ...faults.map((fault) => `  ${fault}`)].join('\n');
  throw new ApiError(500, '', `failed to create typed patch object (${text(namespace)}/${text(name)}; ${kind}): ${words}`);
}
