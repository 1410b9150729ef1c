import type { KindRef } from '../../contracts/kinds';
import { apiVersionOf } from '../../contracts/kinds';
import type { KubeList, KubeObject } from '../../contracts/objects';
import { ApiError } from './api-error';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for anything that can be handled as an object of the API: it has metadata with a name. */
export function isKubeObject(value: unknown): value is KubeObject {
  return isRecord(value) && isRecord(value.metadata) && typeof value.metadata.name === 'string';
}

/** Items of lists carry neither kind nor apiVersion for built-in kinds: they are filled in. */
function isOf<T extends KubeObject>(kind: KindRef<T>, value: unknown): value is T {
  if (!isKubeObject(value)) return false;
  value.kind ??= kind.kind;
  value.apiVersion ??= apiVersionOf(kind);
  return true;
}

/** The object, or an ApiError when the server sent something else. */
export function objectOf<T extends KubeObject>(kind: KindRef<T>, value: unknown): T {
  if (isOf(kind, value)) return value;
  throw new ApiError(0, 'Malformed', `The server did not answer with a ${kind.kind}.`);
}

/** The list, without items that are no objects; metadata is always there. */
export function listOf<T extends KubeObject>(kind: KindRef<T>, value: unknown): KubeList<T> {
  if (!isRecord(value) || !(Array.isArray(value.items) || value.items === null)) {
    throw new ApiError(0, 'Malformed', `The server did not answer with a list of ${kind.plural}.`);
  }
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  const items: T[] = [];
  for (const item of value.items ?? []) if (isOf(kind, item)) items.push(item);
  return {
    apiVersion: apiVersionOf(kind),
    kind: `${kind.kind}List`,
    metadata: {
      ...(typeof metadata.resourceVersion === 'string' && { resourceVersion: metadata.resourceVersion }),
      ...(typeof metadata.continue === 'string' && metadata.continue !== '' && { continue: metadata.continue }),
      ...(typeof metadata.remainingItemCount === 'number' && { remainingItemCount: metadata.remainingItemCount }),
    },
    items,
  };
}
