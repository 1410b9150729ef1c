import { isObject } from './tree';

/** JSON data as Go prints maps and slices with `%v`: `map[a:1 b:[x y]]`, members in the order of the alphabet. */
export function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`;
  if (isObject(value)) {
    const names = Object.keys(value).sort();
    return `map[${names.map((name) => `${name}:${goMap(value[name])}`).join(' ')}]`;
  }
  return value === null || value === undefined ? '<nil>' : String(value);
}
