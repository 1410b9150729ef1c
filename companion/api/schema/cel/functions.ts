import { isIP } from 'node:net';
import { compilePattern } from '../pattern';
import { isObject } from '../../patch/tree';

export class CelError extends Error {}

const NAME_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  return parts.length <= 2 && name.length <= 63 && NAME_PART.test(name) && (parts.length === 1 || SUBDOMAIN.test(parts[0] ?? ''));
}

const FORMATS: Record<string, (text: string) => boolean> = {
  qualifiedName: isQualifiedName,
  dns1123Subdomain: (text) => text.length <= 253 && SUBDOMAIN.test(text),
  dns1123Label: (text) => text.length <= 63 && LABEL.test(text),
  labelValue: (text) => text === '' || (text.length <= 63 && NAME_PART.test(text)),
};

/** A value of one of CEL's own types, with its methods. */
export class Special {
  constructor(readonly methods: Record<string, (given: unknown[]) => unknown>) {}
}

export const FORMAT_LIBRARY = new Special(
  Object.fromEntries(
    Object.entries(FORMATS).map(([name, test]) => [
      name,
      () => new Special({ validate: ([text]) => new Special({ hasValue: () => !test(textOf(text)) }) }),
    ]),
  ),
);

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CelError('no such overload');
}

export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new CelError('no such overload');
}

export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new CelError('no such overload');
}

export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw new CelError('no such overload');
}

function matches(text: unknown, pattern: unknown): boolean {
  const compiled = compilePattern(textOf(pattern));
  if (!compiled) throw new CelError(`error parsing regexp: ${textOf(pattern)}`);
  return compiled.test(textOf(text));
}

function ipOf(value: unknown): Special {
  const family = isIP(textOf(value));
  if (family === 0) throw new CelError(`IP Address '${textOf(value)}' parse error`);
  return new Special({ family: () => family });
}

function isCidr(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  return family !== 0 && /^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

function numeric(value: unknown): number {
  const read = typeof value === 'string' ? Number(value) : numberOf(value);
  if (Number.isNaN(read)) throw new CelError('type conversion error');
  return read;
}

type Function_ = (given: unknown[]) => unknown;

/** Functions called by name. */
export const FUNCTIONS: Record<string, Function_> = {
  size: ([value]) => sizeOf(value),
  int: ([value]) => Math.trunc(numeric(value)),
  uint: ([value]) => Math.trunc(numeric(value)),
  double: ([value]) => numeric(value),
  string: ([value]) => (typeof value === 'object' ? JSON.stringify(value) : String(value)),
  matches: ([text, pattern]) => matches(text, pattern),
  isIP: ([value]) => isIP(textOf(value)) !== 0,
  ip: ([value]) => ipOf(value),
  isCIDR: ([value]) => isCidr(textOf(value)),
  isURL: ([value]) => URL.canParse(textOf(value)) || textOf(value).startsWith('/'),
  dyn: ([value]) => value,
};

const compareAll = (list: unknown[], better: (left: number, right: number) => boolean) =>
  list.map(numberOf).reduce((best, each) => (better(each, best) ? each : best));

/** Methods of plain values: `of.name(given)`. */
export const METHODS: Record<string, (of: unknown, given: unknown[]) => unknown> = {
  size: (of) => sizeOf(of),
  startsWith: (of, [text]) => textOf(of).startsWith(textOf(text)),
  endsWith: (of, [text]) => textOf(of).endsWith(textOf(text)),
  contains: (of, [text]) => textOf(of).includes(textOf(text)),
  matches: (of, [pattern]) => matches(of, pattern),
  lowerAscii: (of) => textOf(of).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (of) => textOf(of).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (of) => textOf(of).trim(),
  split: (of, [by]) => textOf(of).split(textOf(by)),
  join: (of, [by]) => listOf(of).map(textOf).join(by === undefined ? '' : textOf(by)),
  replace: (of, [old, by]) => textOf(of).replaceAll(textOf(old), textOf(by)),
  indexOf: (of, [item]) => (typeof of === 'string' ? of.indexOf(textOf(item)) : listOf(of).indexOf(item)),
  lastIndexOf: (of, [item]) => (typeof of === 'string' ? of.lastIndexOf(textOf(item)) : listOf(of).lastIndexOf(item)),
  substring: (of, [from, to]) => textOf(of).slice(numberOf(from), to === undefined ? undefined : numberOf(to)),
  find: (of, [pattern]) => compilePattern(textOf(pattern))?.exec(textOf(of))?.[0] ?? '',
  sum: (of) => listOf(of).reduce((sum: number, each) => sum + numberOf(each), 0),
  min: (of) => compareAll(listOf(of), (left, right) => left < right),
  max: (of) => compareAll(listOf(of), (left, right) => left > right),
  isSorted: (of) => listOf(of).every((each, index, list) => index === 0 || String(list[index - 1]) <= String(each)),
};
