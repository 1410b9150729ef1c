import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { specOfKind } from '../api/crd/definition-object';
import { at, type Fields, isFields, items, text } from './read';
import { builtinKinds } from './registry';

const folder = fileURLToPath(new URL('../../../shared/data/crds', import.meta.url));
const nameOf = ({ plural, group }: { plural: string; group: string }) => `${plural}.${group}`;

/** A definition without its schemas, without what the server fills in and without the words that describe columns. */
function facts(spec: unknown): Fields {
  const names = { ...(at(spec, 'names') as Fields) };
  names.singular ??= text(names, 'kind').toLowerCase();
  names.listKind ??= `${text(names, 'kind')}List`;
  const versions = items(spec, 'versions').map((version) => ({
    name: version.name,
    served: version.served,
    storage: version.storage,
    deprecated: version.deprecated === true,
    warning: text(version, 'deprecationWarning'),
    required: (at(version, 'schema', 'openAPIV3Schema', 'required') as string[] | undefined)?.filter((name) => name !== 'metadata') ?? [],
    subresources: version.subresources ?? {},
    selectableFields: version.selectableFields ?? [],
    columns: items(version, 'additionalPrinterColumns').map((column) => ({ priority: 0, ...column, description: '' })),
  }));
  return { scope: at(spec, 'scope'), group: at(spec, 'group'), names, versions: versions.sort((a, b) => String(a.name).localeCompare(String(b.name))) };
}

describe.runIf(existsSync(folder))('built-in kinds against the definitions of real clusters', () => {
  const real = (existsSync(folder) ? readdirSync(folder) : []).map((name) => parse(readFileSync(join(folder, name), 'utf8')) as Fields);
  const ours = new Map(builtinKinds().map((kind) => [nameOf(kind), kind]));

  it.each(real.map((crd) => [text(crd, 'metadata', 'name'), crd] as const))('%s', (name, crd) => {
    const kind = ours.get(name);
    expect(kind, 'is served').toBeDefined();
    const spec: unknown = kind && JSON.parse(JSON.stringify(specOfKind(kind)));
    expect(isFields(spec) ? facts(spec) : {}).toEqual(facts(crd.spec));
  });
});
