import { createPatch } from './diff';
import type { PatchOperation } from './diff';
import { toJson } from './json';

interface Labelled {
  metadata: { labels?: Record<string, string>; resourceVersion?: string };
}

const LABELS = '/metadata/labels';

/**
 * The patch from `before` to `after` with a `test` in front of what it adds: the absence of a key cannot be tested, so a
 * new label is guarded by all labels as they were, anything else that is new by the resource version. Labels are not
 * guarded by the version, which a running machine's status changes all the time.
 */
export function createGuardedPatch<T extends Labelled>(before: T, after: T): PatchOperation[] {
  const patch = createPatch(before, after);
  const added = patch.filter((operation) => operation.op === 'add');
  if (added.length === 0) return patch;
  const { labels, resourceVersion } = before.metadata;
  if (labels && added.every((operation) => operation.path.startsWith(`${LABELS}/`)))
    return [{ op: 'test', path: LABELS, value: toJson(labels) }, ...patch];
  if (resourceVersion === undefined) return patch;
  return [{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }, ...patch];
}
