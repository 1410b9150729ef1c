import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { ObjectClient } from '../store/client';

/** Kinds whose CustomResourceDefinition has no status subresource: their status is written with the object. */
const WITHOUT_STATUS_SUBRESOURCE = new Set(['virtualmachineinstances', 'datasources', 'dataimportcrons']);

/** Changes the status of an object the way its kind wants it written. */
export function mutateStatus<T extends KubeObject>(
  client: ObjectClient,
  kind: KindRef<T>,
  at: { name: string; namespace?: string },
  change: (draft: T) => void,
): Promise<T | undefined> {
  const options = WITHOUT_STATUS_SUBRESOURCE.has(kind.plural) ? undefined : ({ subresource: 'status' } as const);
  return client.mutate(kind, at.name, at.namespace, change, options);
}
