import type { UnknownObject } from '../../../contracts/objects';
import { badRequest } from '../../lib/api-error';
import type { StoredRecord } from '../../store/record';
import { matchesFields, parseFieldSelector, selectedName } from './field-selector';
import { matchesLabels, parseLabelSelector } from './label-selector';
import type { Resource } from '../registry';

/** Which objects of a resource a list, watch or deletion is about. */
export interface Selection {
  namespace: string | undefined;
  /** Set when exactly one name can match. */
  name: string | undefined;
  /** Are there selectors at all (then a list cannot say how many items remain)? */
  selective: boolean;
  matches(record: StoredRecord): boolean;
}

const everything = () => true;

/** Reads `labelSelector` and `fieldSelector` of a request. */
export function selectionOf(resource: Resource, namespace: string | undefined, query: URLSearchParams, pathName?: string): Selection {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource);
  const fieldName = selectedName(fields);
  if (pathName !== undefined && fieldName !== undefined && fieldName !== pathName) {
    throw badRequest("both metadata.name and name specified, but they don't match");
  }
  const name = pathName ?? fieldName;
  const selective = labels.length > 0 || fields.length > 0;
  const test = (object: UnknownObject) => matchesLabels(labels, object.metadata.labels) && matchesFields(fields, object);
  if (!selective && name === undefined) return { namespace, name, selective, matches: everything };
  // A name alone is read off the key: nothing needs to be parsed.
  const nameOnly = labels.length === 0 && fields.length <= (fieldName === undefined ? 0 : 1);
  const matches = (record: StoredRecord) => (name === undefined || record.name === name) && (nameOnly || test(record.object));
  return { namespace, name, selective, matches };
}
