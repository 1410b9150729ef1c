import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export const LANGUAGES = ['en', 'fr', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in every language; English is the key itself unless it is given. */
export type Row = Partial<Record<Language, string>>;

export interface Table {
  room: string;
  rows: Record<string, Row>;
}

const PLURAL = /_(one|other|many|few|two|zero)$/;

export function readTables(folder: string): Table[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ room: basename(file, '.json'), rows: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Row> }));
}

/** Joins the rooms' tables; two rooms may share a text, but not disagree about it. */
export function mergeTables(tables: readonly Table[]): { rows: Record<string, Row>; faults: string[] } {
  const rows: Record<string, Row> = {};
  const faults: string[] = [];
  for (const table of tables) {
    for (const [key, row] of Object.entries(table.rows)) {
      const known = rows[key];
      if (known && JSON.stringify(known) !== JSON.stringify(row)) faults.push(`"${key}" is translated in two ways (one in ${table.room})`);
      rows[key] = row;
    }
  }
  return { rows, faults };
}

/** What is missing in the rows themselves. */
export function incompleteRows(rows: Record<string, Row>): string[] {
  return Object.entries(rows).flatMap(([key, row]) => {
    const needed: readonly Language[] = PLURAL.test(key) ? LANGUAGES : ['fr', 'zh'];
    return needed.filter((language) => !row[language]).map((language) => `"${key}" has no ${language}`);
  });
}

/** `{{count}}` may be left unsaid where a language would rather say "the" or "one". */
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).filter((name) => name !== 'count').sort().join(',');

/** A translation must carry the same `{{values}}` as the English text. */
export function brokenPlaceholders(rows: Record<string, Row>): string[] {
  return Object.entries(rows).flatMap(([key, row]) => {
    const wanted = placeholders(row.en ?? key);
    return LANGUAGES.filter((language) => row[language] !== undefined && placeholders(row[language] ?? '') !== wanted).map(
      (language) => `"${key}": the ${language} text has other {{values}}`,
    );
  });
}

/** The file i18next loads for one language. */
export function localeFile(rows: Record<string, Row>, language: Language): Record<string, string> {
  const entries = Object.entries(rows).map(([key, row]) => [key, row[language] ?? row.en ?? key] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isPluralKey(key: string): boolean {
  return PLURAL.test(key);
}
