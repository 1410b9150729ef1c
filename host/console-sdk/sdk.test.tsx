/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { consoleSdk } from './sdk';

const SDK = '@openshift-console/dynamic-plugin-sdk';
const root = resolve(__dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile() && /\.tsx?$/.test(each.name) && !/\.(test|d)\.tsx?$/.test(each.name))
    .map((each) => join(each.parentPath, each.name));
}

/** What a file imports from the SDK at run time; types do not count. */
function importedFromSdk(file: string): string[] {
  const names: string[] = [];
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).forEachChild((node) => {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier) || node.moduleSpecifier.text !== SDK) return;
    const clause = node.importClause;
    if (!clause || clause.isTypeOnly || !clause.namedBindings) return;
    if (ts.isNamespaceImport(clause.namedBindings)) throw new Error(`${file} imports the whole SDK`);
    for (const each of clause.namedBindings.elements) if (!each.isTypeOnly) names.push((each.propertyName ?? each.name).text);
  });
  return names;
}

/** The values the SDK's own type declarations export. */
function declaredBySdk(): Set<string> {
  const entry = join(root, 'node_modules', SDK, 'lib/lib-core.d.ts');
  const program = ts.createProgram([entry], {
    skipLibCheck: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const symbol = file && checker.getSymbolAtLocation(file);
  if (!symbol) throw new Error('the SDK declares no module');
  return new Set(checker.getExportsOfModule(symbol).map((each) => each.name));
}

describe('the SDK this host offers', () => {
  const offered = Object.keys(consoleSdk);

  it('has everything the plugin imports from it', () => {
    const imported = [...new Set(sources(join(root, 'src')).flatMap(importedFromSdk))];
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((each) => !offered.includes(each))).toEqual([]);
  });

  it('has nothing the real one does not declare', () => {
    const declared = declaredBySdk();
    expect(declared.size).toBeGreaterThan(100);
    expect(offered.filter((each) => !declared.has(each))).toEqual([]);
  });
});
