import { parseQuantity } from '../quantities';
import { text } from '../read';
import { cpusOf, displayNameOf, guestMemoryOf } from '../resources/instance-types';
import type { DefaultRef } from './boot-volumes';

/** An instance type or preference to choose. */
export interface SizeOption extends DefaultRef {
  title: string;
  /** What options stand together: the series of an instance type (`u1`), or ''. */
  series: string;
  cpus: number;
  memory: string;
}

/** Instance types or preferences as options: by series, then from small to big. */
export function optionsOf(objects: readonly unknown[]): SizeOption[] {
  return objects
    .map((each) => {
      const name = text(each, 'metadata', 'name');
      const dot = name.indexOf('.');
      return {
        name,
        kind: text(each, 'kind'),
        title: displayNameOf(each),
        series: dot < 0 ? '' : name.slice(0, dot),
        cpus: cpusOf(each),
        memory: guestMemoryOf(each),
      };
    })
    .sort(
      (one, other) =>
        compare(one.series, other.series) || bytes(one) - bytes(other) || one.cpus - other.cpus || compare(one.name, other.name),
    );
}

/** The value an option has in a form: kind and name, because both scopes may use the same name. */
export function optionValue({ kind, name }: DefaultRef): string {
  return name === '' ? '' : `${kind}/${name}`;
}

/** The option of a value; an empty one when there is none. */
export function optionOf(options: readonly SizeOption[], value: string): DefaultRef {
  const found = options.find((each) => optionValue(each) === value);
  return found ? { kind: found.kind, name: found.name } : { kind: '', name: '' };
}

const bytes = (option: SizeOption): number => parseQuantity(option.memory) ?? 0;
const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
