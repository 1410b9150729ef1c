import { type Fields, isFields } from '../../read';

/** The object below a member, made when it is missing; undefined when something else stands there (the schema will say so). */
export function ensureFields(parent: Fields, member: string): Fields | undefined {
  const found = parent[member];
  if (found === undefined || found === null) {
    const made: Fields = {};
    parent[member] = made;
    return made;
  }
  return isFields(found) ? found : undefined;
}

/** Sets a member that is missing or empty. */
export function setDefault(parent: Fields | undefined, member: string, value: unknown): void {
  if (parent && (parent[member] === undefined || parent[member] === '')) parent[member] = value;
}

/** Numbers where a quantity belongs become strings, as typed clients write them. */
export function quantityToString(parent: unknown, member: string): void {
  if (isFields(parent) && typeof parent[member] === 'number') parent[member] = String(parent[member]);
}

export function quantitiesToStrings(parent: unknown): void {
  if (isFields(parent)) for (const member of Object.keys(parent)) quantityToString(parent, member);
}
