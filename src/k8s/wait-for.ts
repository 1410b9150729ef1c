import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import { ApiError, isFinal, toFailure } from './api-error';
import { getObject } from './client';
import { listKey, releaseList, sharedList } from './list-registry';

/**
 * Watches one object until `done` says so, and resolves with it as it is then. Rejects when it goes away, or may not be
 * read. Survives lost sockets like every watch of this room.
 */
export function waitForObject<T extends KubeObject>(
  kind: KindRef<T>,
  { name, namespace }: { name: string; namespace: string },
  done: (object: T) => boolean,
): Promise<T> {
  const scope = { namespace, fieldSelector: `metadata.name=${name}` };
  const key = listKey(kind, scope);
  const list = sharedList(kind, scope, key);
  return new Promise((resolve, reject) => {
    let seen = false;
    let asked = false;
    const leave = list.subscribe(() => look());
    const end = (act: () => void) => {
      leave();
      releaseList(key);
      act();
    };
    const gone = () => end(() => reject(new ApiError(404, 'NotFound', `${kind.kind} ${name} is gone`)));
    const look = () => {
      const { items, complete, error } = list.snapshot();
      const [object] = items;
      if (object && done(object)) return end(() => resolve(object));
      if (object) return void (seen = true);
      if (error && isFinal(error)) return end(() => reject(new ApiError(error.code, error.reason, error.message)));
      if (seen) return gone();
      if (!complete || asked) return;
      // A list kept from before the object was made does not have it yet; the server knows.
      asked = true;
      getObject(kind, name, namespace).catch((thrown: unknown) => {
        if (toFailure(thrown).code === 404) gone();
      });
    };
    look();
  });
}
