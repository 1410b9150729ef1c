import { LineCounter, isMap, parseAllDocuments, stringify } from 'yaml';
import type { Document } from 'yaml';
import { define, isJsonObject, own, toJson } from '../patch/json';
import type { JsonObject } from '../patch/json';

export interface TextProblem {
  line: number;
  column: number;
  message: string;
}

export type ParsedManifest =
  | { object: JsonObject; document: Document; lines: LineCounter; problems?: undefined }
  | { object?: undefined; problems: [TextProblem, ...TextProblem[]] };

/** The order in which a person reads an object. */
const firstKeys = ['apiVersion', 'kind', 'metadata', 'spec', 'data', 'stringData'];
const firstInMetadata = ['name', 'generateName', 'namespace', 'labels', 'annotations'];
/** A manifest is text for people: what the server writes for itself is shown on request only. */
const serverNotes = 'managedFields';
const longest = 2_000_000;

function ordered(object: JsonObject, first: readonly string[]): JsonObject {
  const result: JsonObject = {};
  const last = (key: string) => (key === 'status' ? 1 : 0);
  const keys = Object.keys(object).sort((one, other) => last(one) - last(other));
  for (const key of [...first.filter((name) => Object.hasOwn(object, name)), ...keys]) {
    const value = own(object, key);
    if (value !== undefined) define(result, key, value);
  }
  return result;
}

/** The part of an object that the editor shows and compares. */
export function shownPart(object: unknown, showManagedFields: boolean): JsonObject {
  const whole = toJson(object);
  if (!isJsonObject(whole)) return {};
  const metadata = own(whole, 'metadata');
  if (!isJsonObject(metadata)) return ordered(whole, firstKeys);
  const kept = ordered(metadata, firstInMetadata);
  if (!showManagedFields) delete kept[serverNotes];
  return ordered({ ...whole, metadata: kept }, firstKeys);
}

/** The YAML text of an object. Long strings stay on one line: a folded certificate cannot be copied. */
export function toYaml(object: unknown, showManagedFields = false): string {
  return stringify(shownPart(object, showManagedFields), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Reads the text of one object; problems carry the place, counted from 1. */
export function parseManifest(text: string): ParsedManifest {
  if (text.length > longest) return problem('The text is too long for one object.');
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const [document, another] = 'empty' in documents ? [] : documents;
  if (!document || document.contents === null) return problem('The text holds no object.');
  const errors = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, message: error.message };
  });
  const [first, ...rest] = errors;
  if (first) return { problems: [first, ...rest] };
  if (another) return problem('The text holds more than one object.', lines.linePos(another.range?.[0] ?? 0));
  if (!isMap(document.contents)) return problem('The text is not an object.');
  return valueOf(document, lines);
}

function valueOf(document: Document, lines: LineCounter): ParsedManifest {
  try {
    // A bound on aliases: a few lines of YAML could otherwise unfold to gigabytes.
    const object = toJson(document.toJS({ maxAliasCount: 100 }));
    return isJsonObject(object) ? { object, document, lines } : problem('The text is not an object.');
  } catch (thrown) {
    return problem(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function problem(message: string, place: { line: number; col: number } = { line: 1, col: 1 }): ParsedManifest {
  return { problems: [{ line: place.line, column: place.col, message }] };
}
