import type { KindRef } from '../../contracts/kinds';
import type { Condition } from '../../contracts/objects';
import type { KindDefinition } from '../kinds/definition';
import { resourceId } from '../store/reader';
import type { StoredRecord } from '../store/record';
import type { Store } from '../store/store';

/** The objects of one kind in a namespace. */
export interface NamespaceContent {
  kind: KindRef;
  records: StoredRecord[];
}

/** Everything stored in a namespace, by kind. */
export function contentOf(store: Store, definitions: readonly KindDefinition[], namespace: string): NamespaceContent[] {
  const found: NamespaceContent[] = [];
  for (const definition of definitions) {
    if (!definition.namespaced || definition.virtual) continue;
    const records = store.collection(resourceId(definition)).records(namespace);
    if (records.length > 0) found.push({ kind: kindRef(definition), records });
  }
  return found;
}

function kindRef({ group, kind, plural, namespaced, versions }: KindDefinition): KindRef {
  const version = versions.find((each) => each.storage) ?? versions[0];
  return { group, kind, plural, namespaced, version: version?.name ?? 'v1' };
}

/** What a terminating namespace says about what still holds it. */
export function terminationConditions(content: readonly NamespaceContent[], now: string): Condition[] {
  const remaining = content.map(({ kind, records }) => `${kind.plural}.${kind.group} has ${records.length} resource instances`);
  const finalizers = new Map<string, number>();
  for (const record of content.flatMap(({ records }) => records)) {
    for (const finalizer of record.object.metadata.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
  }
  const held = [...finalizers].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
  return [
    condition('NamespaceDeletionDiscoveryFailure', false, 'ResourcesDiscovered', 'All resources successfully discovered', now),
    condition('NamespaceDeletionGroupVersionParsingFailure', false, 'ParsedGroupVersions', 'All legacy kube types successfully parsed', now),
    condition('NamespaceDeletionContentFailure', false, 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization', now),
    remaining.length > 0
      ? condition('NamespaceContentRemaining', true, 'SomeResourcesRemain', `Some resources are remaining: ${remaining.join(', ')}`, now)
      : condition('NamespaceContentRemaining', false, 'ContentRemoved', 'All content successfully removed', now),
    held.length > 0
      ? condition('NamespaceFinalizersRemaining', true, 'SomeFinalizersRemain', `Some content in the namespace has finalizers remaining: ${held.join(', ')}`, now)
      : condition('NamespaceFinalizersRemaining', false, 'ContentHasNoFinalizers', 'All content-preserving finalizers finished', now),
  ];
}

function condition(type: string, status: boolean, reason: string, message: string, lastTransitionTime: string): Condition {
  return { type, status: status ? 'True' : 'False', lastTransitionTime, reason, message };
}
