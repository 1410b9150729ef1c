import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extensionKeys, mentionedStrings, usedKeys } from './i18n/keys';
import { brokenPlaceholders, incompleteRows, isPluralKey, LANGUAGES, localeFile, mergeTables, readTables, type Row, type Table } from './i18n/tables';

/** The shell's texts live in a namespace of its own. */
const HOST_ROOM = 'host';

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function checkSources(folder: string, rows: Record<string, Row>, further: readonly string[]): string[] {
  const mentioned = new Set(further);
  const faults: string[] = [];
  for (const file of sourcesBelow(folder)) {
    const source = readFileSync(file, 'utf8');
    for (const text of mentionedStrings(file, source)) mentioned.add(text);
    for (const used of usedKeys(file, source)) {
      const keys = used.plural ? [`${used.key}_one`, `${used.key}_other`] : [used.key];
      for (const key of keys) if (!rows[key]) faults.push(`${file}:${used.line}: "${key}" is not translated`);
    }
  }
  const base = (key: string) => (isPluralKey(key) ? key.replace(/_[a-z]+$/, '') : key);
  for (const key of Object.keys(rows)) if (!mentioned.has(key) && !mentioned.has(base(key))) faults.push(`"${key}" is translated but never used`);
  return faults;
}

function faultsOf(tables: readonly Table[], folder: string, further: readonly string[]): string[] {
  const { rows, faults } = mergeTables(tables);
  const untranslated = further.filter((key) => !rows[key]).map((key) => `console-extensions.json: "${key}" is not translated`);
  return [...faults, ...untranslated, ...incompleteRows(rows), ...brokenPlaceholders(rows), ...checkSources(folder, rows, further)];
}

function split(): { host: Table[]; plugin: Table[] } {
  const tables = readTables('locales');
  return { host: tables.filter((each) => each.room === HOST_ROOM), plugin: tables.filter((each) => each.room !== HOST_ROOM) };
}

/** All faults of the translations, in words; an empty list is what the gate wants. */
export function checkTranslations(): string[] {
  const { host, plugin } = split();
  const extensions = extensionKeys(readFileSync('console-extensions.json', 'utf8'));
  return [...faultsOf(plugin, 'src', extensions), ...faultsOf(host, 'host', [])];
}

function write(folder: string, name: string, tables: readonly Table[]): void {
  const { rows } = mergeTables(tables);
  for (const language of LANGUAGES) {
    mkdirSync(join(folder, language), { recursive: true });
    writeFileSync(join(folder, language, `${name}.json`), JSON.stringify(localeFile(rows, language)));
  }
}

/** Writes what i18next loads: `dist/locales/<language>/plugin__virtdeck.json`, `build/host/locales/<language>/host.json`. */
export function writeLocales(target: 'plugin' | 'host'): void {
  const { host, plugin } = split();
  if (target === 'plugin') write('dist/locales', 'plugin__virtdeck', plugin);
  else write('build/host/locales', 'host', host);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const faults = checkTranslations();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
  console.log('translations: complete');
}
