import type { KubeObject } from '../../../../contracts/objects';
import { addsKeys, createPatch } from '../../../domain/patch/diff';
import type { PatchOperation } from '../../../domain/patch/diff';
import { equalJson } from '../../../domain/patch/json';
import type { Json } from '../../../domain/patch/json';
import { mergeThree } from '../../../domain/patch/merge';
import type { Conflict, Side } from '../../../domain/patch/merge';
import { shownPart } from '../../../domain/yaml/manifest';
import { toFailure } from '../../../k8s/api-error';

/** How a draft is written; the cluster in the page, a map in tests. */
export interface DraftStore<T extends KubeObject> {
  read(): Promise<T>;
  patch(operations: PatchOperation[]): Promise<T>;
}

export interface Draft {
  /** The object as it was when the edit began. */
  base: KubeObject;
  /** The object as it was edited. */
  edited: Json;
  showManagedFields: boolean;
  /** The side to take where both changed the same place. */
  choices?: ReadonlyMap<string, Side>;
}

export type SaveResult<T extends KubeObject> =
  | { kind: 'unchanged' }
  | { kind: 'saved'; object: T }
  | { kind: 'conflict'; theirs: T; conflicts: Conflict[] }
  /** The object was deleted meanwhile, or replaced by a namesake. */
  | { kind: 'gone' };

const attempts = 5;

/**
 * Writes exactly what was edited onto the object as it is now. A change by somebody else elsewhere is kept;
 * one in the same place is a conflict for the person to decide. Between reading and writing the server's tests guard.
 */
export async function saveDraft<T extends KubeObject>(store: DraftStore<T>, draft: Draft): Promise<SaveResult<T>> {
  const { base, edited, showManagedFields, choices } = draft;
  const baseShown = shownPart(base, showManagedFields);
  if (equalJson(baseShown, edited)) return { kind: 'unchanged' };
  for (let attempt = 1; ; attempt += 1) {
    const theirs = await readOrGone(store);
    if (!theirs || theirs.metadata.uid !== base.metadata.uid) return { kind: 'gone' };
    const theirsShown = shownPart(theirs, showManagedFields);
    const { merged, conflicts } = mergeThree(baseShown, theirsShown, edited, (path) => choices?.get(path) ?? 'yours');
    if (conflicts.some((conflict) => !choices?.has(conflict.path))) return { kind: 'conflict', theirs, conflicts };
    const operations = createPatch(theirsShown, merged);
    if (operations.length === 0) return { kind: 'saved', object: theirs };
    try {
      return { kind: 'saved', object: await store.patch(guarded(operations, theirs)) };
    } catch (thrown) {
      if (attempt >= attempts || !(await wasOvertaken(store, theirs, thrown))) throw thrown;
    }
  }
}

/** A patch cannot test that a key is absent; the version of the object stands for that. */
function guarded(operations: PatchOperation[], theirs: KubeObject): PatchOperation[] {
  const { resourceVersion } = theirs.metadata;
  if (!addsKeys(operations) || resourceVersion === undefined) return operations;
  return [{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }, ...operations];
}

async function readOrGone<T extends KubeObject>(store: DraftStore<T>): Promise<T | undefined> {
  try {
    return await store.read();
  } catch (thrown) {
    if (toFailure(thrown).code === 404) return undefined;
    throw thrown;
  }
}

/** The API server answers a failed `test` with 422 (older ones with 409) and names no field. */
async function wasOvertaken<T extends KubeObject>(store: DraftStore<T>, seen: T, thrown: unknown): Promise<boolean> {
  const { code, causes } = toFailure(thrown);
  if (code !== 409 && !(code === 422 && causes.length === 0)) return false;
  const now = await readOrGone(store);
  return now === undefined || now.metadata.resourceVersion !== seen.metadata.resourceVersion;
}
