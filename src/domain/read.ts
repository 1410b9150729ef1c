/** Reading foreign data: objects of the API may lack any part, or carry a part of another type. */
export type Unknowns = Record<string, unknown>;

export function isRecord(value: unknown): value is Unknowns {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below a path of names; undefined when a step is missing. */
export function at(value: unknown, ...path: string[]): unknown {
  let current = value;
  for (const step of path) {
    if (!isRecord(current)) return undefined;
    current = current[step];
  }
  return current;
}

/** The string below a path, otherwise ''. */
export function text(value: unknown, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The records of the array below a path; anything else in it is left out. */
export function records(value: unknown, ...path: string[]): Unknowns[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/** The strings of the array below a path. */
export function strings(value: unknown, ...path: string[]): string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : [];
}

/** The string values of the map below a path. */
export function stringMap(value: unknown, ...path: string[]): Record<string, string> {
  const found = at(value, ...path);
  const result: Record<string, string> = {};
  if (!isRecord(found)) return result;
  for (const [name, each] of Object.entries(found)) if (typeof each === 'string') result[name] = each;
  return result;
}

/** A finite number below a path, otherwise 0. */
export function count(value: unknown, ...path: string[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

/** Epoch milliseconds of the RFC 3339 time below a path, otherwise 0. */
export function time(value: unknown, ...path: string[]): number {
  const parsed = Date.parse(text(value, ...path));
  return Number.isNaN(parsed) ? 0 : parsed;
}
