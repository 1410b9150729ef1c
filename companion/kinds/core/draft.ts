import type { UnknownObject } from '../../../contracts/objects';
import type { Fields } from '../read';
import { isFields } from '../read';

/** The map below a draft's member, made when it is missing. */
export function section(parent: UnknownObject | Fields, name: string): Fields {
  const holder: Fields = parent;
  const found = holder[name];
  if (isFields(found)) return found;
  const made: Fields = {};
  if (found === undefined || found === null) holder[name] = made;
  return made;
}

/** Sets what is not set. */
export function defaults(target: Fields, values: Fields): void {
  for (const [name, value] of Object.entries(values)) {
    if (target[name] === undefined || target[name] === null) target[name] = value;
  }
}
