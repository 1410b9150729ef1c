import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSchemas } from '../../companion/api/schema/load';
import type { JsonSchema } from '../../companion/kinds/definition';
import { isFields, text } from '../../companion/kinds/read';

interface Definition {
  spec: { group: string; names: { kind: string }; versions: { name: string; served: boolean; schema: { openAPIV3Schema: JsonSchema } }[] };
}

const folder = fileURLToPath(new URL('../../../shared/data/crds', import.meta.url));
const LIST = 'x-kubernetes-list-type';
const MAP = 'x-kubernetes-map-type';
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const rulesOf = (schema: JsonSchema) => [schema['x-kubernetes-validations'] ?? []].flat().map((rule: unknown) => (isFields(rule) ? text(rule, 'rule').replace(/\s+/g, ' ').trim() : ''));
const BINDING = ['enum', 'default', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems', 'minLength', 'maxLength', 'allOf', 'not', 'x-kubernetes-list-map-keys'] as const;

/** What an object accepted by one of the two schemas would meet otherwise in the other. */
function differences(real: JsonSchema, ours: JsonSchema, path: string, found: string[]): string[] {
  if (ours[PRESERVE] === true) return found;
  if (real[PRESERVE] === true) return [...found, `${path}: keeps unknown fields`];
  const either = 'x-kubernetes-int-or-string';
  if ((real[either] === true) !== (ours[either] === true)) found.push(`${path}: ${either}`);
  else if (real[either] !== true && real.type !== ours.type) found.push(`${path}: ${String(ours.type)} should be ${String(real.type)}`);
  for (const word of BINDING) {
    if (real[either] !== true && real[word] !== undefined && JSON.stringify(real[word]) !== JSON.stringify(ours[word])) found.push(`${path}: ${word} ${JSON.stringify(real[word])}`);
  }
  for (const rule of rulesOf(real)) if (!rulesOf(ours).includes(rule)) found.push(`${path}: the rule ${rule}`);
  if (real[LIST] !== 'atomic' && real[LIST] !== ours[LIST]) found.push(`${path}: ${LIST} ${String(real[LIST])}`);
  if (real[MAP] !== ours[MAP]) found.push(`${path}: ${MAP} ${String(real[MAP])}`);
  for (const name of real.required ?? []) if (name !== 'metadata' && !ours.required?.includes(name)) found.push(`${path}: ${name} is required`);
  if (real.nullable === true && ours.nullable !== true) found.push(`${path}: nullable`);
  for (const name of ours.required ?? []) if (!real.required?.includes(name)) found.push(`${path}: ${name} is not required`);
  for (const [name, property] of Object.entries(real.properties ?? {})) {
    if (path === '' && ['apiVersion', 'kind', 'metadata'].includes(name)) continue;
    const match = ours.properties?.[name];
    if (match) differences(property, match, `${path}.${name}`, found);
    else found.push(`${path}.${name} is missing`);
  }
  if (real.items && ours.items) differences(real.items, ours.items, `${path}[]`, found);
  if (typeof real.additionalProperties === 'object' && typeof ours.additionalProperties === 'object') {
    differences(real.additionalProperties, ours.additionalProperties, `${path}.*`, found);
  }
  return found;
}

describe.runIf(existsSync(folder))('generated schemas against the definitions of real clusters', () => {
  const schemas = existsSync(folder) ? loadSchemas() : undefined;
  const definitions = existsSync(folder) ? readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), 'utf8')) as Definition) : [];
  const versions = definitions.flatMap(({ spec }) => spec.versions.filter((version) => version.served).map((version) => ({ group: spec.group, kind: spec.names.kind, version })));
  const typed = versions.filter(({ group, kind, version }) => schemas?.has(group, version.name, kind));

  it('cover KubeVirt and CDI', () => {
    expect(typed.length).toBeGreaterThan(30);
  });

  it.each(typed.map(({ group, kind, version }) => [`${group}/${version.name} ${kind}`, group, kind, version] as const))('%s', (_title, group, kind, version) => {
    const ours = schemas?.find(group, version.name, kind) ?? {};
    const found = differences(version.schema.openAPIV3Schema, ours, '', []);
    expect(found).toEqual([]);
  });
});
