import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyFacts } from './facts';
import type { Declarations } from './interfaces';
import { readDeclarations } from './interfaces';
import { coreDefinitionName, coreKind, promoted } from './core-names';
import { ownSources } from './own-sources';
import type { Source } from './sources';
import { packages } from './sources';
import type { Dialect } from './to-schema';
import { SchemaWriter } from './to-schema';

const dialects: Record<Source['dialect'], Dialect> = {
  core: { definitionName: coreDefinitionName, embeddedMeta: 'reference', checksWords: false },
  custom: { definitionName: (name) => name, embeddedMeta: 'anything', checksWords: true },
};

function coreSource(declarations: Declarations): Source {
  const found = [...declarations].filter(([, { members }]) => ['apiVersion', 'kind', 'metadata'].every((name) => members.some((member) => member.name === name)));
  const named = found.flatMap(([name]) => {
    const key = name.endsWith('List') ? undefined : coreKind(name);
    return key === undefined ? [] : [[key, name] as const];
  });
  return { folder: 'kubernetes', file: 'kubernetes', dialect: 'core', kinds: Object.fromEntries(named) };
}

/** What requests and answers of every kind are made of. */
const SHARED = ['DeleteOptions', 'ListMeta', 'ObjectMeta', 'Status', 'WatchEvent'].map((name) => `IoK8sApimachineryPkgApisMetaV1${name}`);

/**
 * Writes the schemas of all typed kinds below `target`: one file per package with its definitions, and `index.json`,
 * which says for `group/version/kind` in which file under which name it is, and has a digest of all of them.
 */
export function writeSchemas(target: string): { kinds: number; bytes: number } {
  const dist = join(dirname(createRequire(import.meta.url).resolve('@kubevirt-ui-ext/kubevirt-api/kubevirt')), '..');
  mkdirSync(target, { recursive: true });
  const index: Record<string, { file: string; definition: string }> = {};
  let bytes = 0;
  const digest = createHash('sha256');
  const read = ({ folder, declarations, borrows = [] }: Pick<Source, 'folder' | 'declarations' | 'borrows'>): Declarations => {
    const files = declarations?.map((name) => fileURLToPath(new URL(name, import.meta.url))) ?? [join(dist, folder ?? '', 'index.d.ts')];
    const own = files.flatMap((file) => [...readDeclarations(promoted(readFileSync(file, 'utf8')))]);
    return new Map([...borrows.flatMap((source) => [...read(source)]), ...own]);
  };
  const kubernetes = read({ folder: 'kubernetes' });
  for (const source of [coreSource(kubernetes), ...packages, ...ownSources]) {
    const declarations = source.folder === 'kubernetes' ? kubernetes : read(source);
    const writer = new SchemaWriter(declarations, dialects[source.dialect]);
    for (const [key, name] of Object.entries(source.kinds)) index[key] = { file: `${source.file}.json`, definition: writer.define(name) };
    if (source.dialect === 'core') for (const name of SHARED) writer.define(name);
    applyFacts(source, writer.definitions);
    const text = JSON.stringify({ definitions: Object.fromEntries(writer.definitions) });
    bytes += text.length;
    digest.update(text);
    writeFileSync(join(target, `${source.file}.json`), text);
  }
  writeFileSync(join(target, 'index.json'), JSON.stringify({ digest: digest.digest('hex'), kinds: index }));
  return { kinds: Object.keys(index).length, bytes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { kinds, bytes } = writeSchemas(process.argv[2] ?? fileURLToPath(new URL('../../build/generated/schemas', import.meta.url)));
  console.log(`wrote the schemas of ${kinds} kinds, ${(bytes / 1e6).toFixed(1)} MB`);
}
