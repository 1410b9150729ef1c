/** Reading into objects whose shape is not known by type. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below the given members, undefined when any is missing. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const member of path) {
    if (!isFields(here) || !Object.hasOwn(here, member)) return undefined;
    here = here[member];
  }
  return here;
}

/** The string below the given members, or ''. */
export function text(value: unknown, ...path: string[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function number(value: unknown, ...path: string[]): number {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : 0;
}

/** The list of objects below the given members, or an empty one. */
export function items(value: unknown, ...path: string[]): Fields[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isFields) : [];
}

export function strings(value: unknown, ...path: string[]): string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** The members of a map, in order; none for what is no map. */
export function entries(value: unknown, ...path: string[]): [string, unknown][] {
  const found = at(value, ...path);
  return isFields(found) ? Object.entries(found) : [];
}
