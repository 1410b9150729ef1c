import { parse } from 'yaml';
import type { RawAnswer } from './drive';

/** An answer without what differs from one run to the next. */
export interface NormalAnswer {
  status: number;
  /** Content-Type, Warning and Retry-After, as far as there are any. */
  headers?: Record<string, string>;
  body?: unknown;
}

const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/current: \d+/g, 'current: <version>'],
  [/too old resource version: (\d+) \(\d+\)/g, 'too old resource version: $1 (<version>)'],
  [/does not match the ResourceVersion in record \(\d+\)/g, 'does not match the ResourceVersion in record (<version>)'],
  [/(\\"resourceVersion\\":)\\"\d+\\"/g, '$1\\"<version>\\"'],
  // A patched object within a refusal: its managers come in the order of the moments they wrote.
  [/Invalid value: "\{\\?".*\}\n?": /s, 'Invalid value: "<object>": '],
  // Rules of 1.34 name the type of what they judge, those of 1.36 do not.
  [/Invalid value: "object": /g, 'Invalid value: '],
  [/\b(Gen_|g{58})[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1<drawn>'],
  // Words that have changed between 1.34, whose they are here, and 1.36.
  [/no more than (\d+) characters/g, 'no more than $1 bytes'],
  [/Found "true" in references for ConfigMap\/one and ConfigMap\/two/g, 'Found "true" in references for one and two'],
  [/a valid label key must consist/g, 'a qualified name must consist'],
  [/requirement: <nil>: Invalid/g, 'requirement: key: Invalid'],
  [/register\.go:\d+/g, 'register.go'],
  // An extension server of its own keeps all it has below one more folder.
  [/registry\/apiextensions\.kubernetes\.io\//g, 'registry/'],
  [/(?<=resourceVersion: )"\d+"/g, '<version>'],
  [/\bgen-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, 'gen-<drawn>'],
];
const AGE = /^(\d+[smhd]){1,2}$/;
const BY_NAME: Record<string, (value: unknown) => unknown> = {
  // Who keeps the status of definitions is called after the program.
  manager: (value) => (value === 'apiext' || value === 'kubevirt-controller' || value === 'kubernetes-admin' ? '<server>' : value),
  resourceVersion: (value) => (typeof value === 'string' && /^[1-9]\d*$/.test(value) ? '<version>' : value),
  continue: (value) => (value === '' ? '' : '<token>'),
};

/** Lists within a text that Go makes by walking a map. */
function sortedLines(value: string): string {
  const lines = value.split('\n');
  if (!lines.some((line) => /^( {2}\.|- \.)/.test(line))) return value;
  const [first = '', ...rest] = lines;
  return [first, ...rest.sort()].join('\n');
}

function text(value: string): string {
  return sortedLines(REPLACED.reduce((out, [pattern, by]) => out.replace(pattern, by), value));
}

function normal(value: unknown, name = ''): unknown {
  const own = BY_NAME[name];
  if (own) return own(value);
  if (typeof value === 'string') return text(value);
  if (name === 'managedFields' && Array.isArray(value)) return byIdentity(value.map((item: unknown) => normal(item)));
  if (Array.isArray(value)) {
    return value.map((item: unknown) => (name === 'cells' && typeof item === 'string' && AGE.test(item) ? '<age>' : normal(item)));
  }
  if (typeof value !== 'object' || value === null) return value;
  // Before its names are accepted a definition has null conditions; ours has none.
  const members = Object.entries(value).filter(([key, child]) => !(key === 'conditions' && child === null)).map(([key, child]) => [key, normal(child, key)] as const);
  return unordered(Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1))));
}

/** Entries of one second come in any order. */
function byIdentity(entries: unknown[]): unknown[] {
  return entries.map((entry) => JSON.stringify(entry)).sort().map((entry): unknown => JSON.parse(entry));
}

/** Go walks maps in no order: several causes are compared as a set, and the message without the list of them. */
function unordered(object: Record<string, unknown>): Record<string, unknown> {
  const { details, message } = object;
  const causes: unknown = typeof details === 'object' && details !== null && 'causes' in details ? details.causes : undefined;
  if (!Array.isArray(causes) || causes.length < 2 || typeof message !== 'string') return object;
  const sorted = [...(causes as unknown[])].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  const rest: object = typeof details === 'object' && details !== null ? details : {};
  return { ...object, message: message.replace(/(is invalid: )\[.*/s, '$1<causes>'), details: { ...rest, causes: sorted } };
}

function bodyOf(body: string, type: string): unknown {
  if (body === '') return undefined;
  if (type === 'application/yaml') return normal(parse(body));
  try {
    return normal(JSON.parse(body));
  } catch {
    const lines = body.trimEnd().split('\n');
    if (lines.every((line) => line.startsWith('{"type":'))) return lines.map((line) => normal(JSON.parse(line)));
    return text(body);
  }
}

/** An answer as it can be compared. */
export function normalise({ status, headers, text: body }: RawAnswer): NormalAnswer {
  const shown: Record<string, string> = {};
  for (const name of ['content-type', 'warning', 'retry-after']) {
    const value = headers[name];
    const isUsual = name === 'content-type' && value === 'application/json';
    if (typeof value === 'string' && !isUsual) shown[name] = name === 'warning' ? value.split(/, (?=299 )/).sort().join(', ') : value;
  }
  const read = bodyOf(body, headers['content-type'] ?? '');
  return { status, ...(Object.keys(shown).length > 0 ? { headers: shown } : {}), ...(read === undefined ? {} : { body: read }) };
}
