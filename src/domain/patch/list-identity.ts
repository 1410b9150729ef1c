import { isJsonObject, own } from './json';
import type { Json } from './json';

/** Fields by which Kubernetes lists of maps tell their items apart, most telling first. */
const identityFields = ['name', 'key', 'type', 'uid', 'mountPath', 'topologyKey', 'ip'] as const;

function textAt(item: Json, field: string): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const value = own(item, field);
  return typeof value === 'string' ? value : undefined;
}

/** The field whose values are present and unique in every list given; undefined when no field qualifies. */
export function identityField(...lists: Json[][]): string | undefined {
  return identityFields.find((field) =>
    lists.every((list) => {
      const values = list.map((item) => textAt(item, field));
      return values.every((value) => value !== undefined) && new Set(values).size === values.length;
    }),
  );
}

/** The identity of each item, in order. */
export function identities(list: Json[], field: string): string[] {
  return list.map((item) => textAt(item, field) ?? '');
}
