import { NamespaceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { forbidden, notFound } from '../../lib/api-error';
import { isFields, strings } from '../../kinds/read';
import { qualifiedName } from '../errors';
import type { ApiCore, WriteContext } from '../core';
import type { Resource } from '../registry';

/** Namespaces a real API server never deletes. */
const PERMANENT = new Set(['default', 'kube-system', 'kube-public']);
const NAME_LABEL = 'kubernetes.io/metadata.name';

export function isNamespace({ definition }: Resource): boolean {
  return definition.group === '' && definition.plural === 'namespaces';
}

/** New objects need a namespace that exists and is not going away. */
export function checkNamespace(core: ApiCore, { definition }: Resource, namespace: string | undefined, name: string): void {
  if (namespace === undefined) return;
  const found = core.reader.get(NamespaceKind, namespace);
  if (!found) throw notFound(NamespaceKind, namespace);
  if (!found.metadata.deletionTimestamp) return;
  throw forbidden(
    `${qualifiedName(definition)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    {
      name,
      ...(definition.group ? { group: definition.group } : {}),
      kind: definition.plural,
      causes: [{ reason: 'NamespaceTerminating', message: `namespace ${namespace} is being terminated`, field: 'metadata.namespace' }],
    },
  );
}

/** A new namespace carries its name as a label, is held until it is empty, and is active. */
export function prepareNamespace(draft: UnknownObject): void {
  labelName(draft);
  draft.spec = { ...(isFields(draft.spec) ? draft.spec : {}), finalizers: withKubernetes(draft.spec) };
  draft.status = { phase: 'Active' };
}

/** The label stays, and what holds the namespace changes only through `finalize` (or by the companion itself). */
export function keepNamespace(before: UnknownObject, draft: UnknownObject, subresource: string | undefined, { internal }: WriteContext): void {
  labelName(draft);
  if (subresource === 'finalize' || internal) return;
  draft.spec = { ...(isFields(draft.spec) ? draft.spec : {}), finalizers: strings(before.spec, 'finalizers') };
}

/** What the deletion of a namespace begins with: its phase says so. */
export function markTerminating(draft: UnknownObject): void {
  draft.status = { ...(isFields(draft.status) ? draft.status : {}), phase: 'Terminating' };
}

export function checkPermanent(resource: Resource, name: string): void {
  if (!isNamespace(resource) || !PERMANENT.has(name)) return;
  throw forbidden(`namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`, { name, kind: 'namespaces' });
}

function labelName({ metadata }: UnknownObject): void {
  metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name };
}

function withKubernetes(spec: unknown): string[] {
  return [...new Set([...strings(spec, 'finalizers'), 'kubernetes'])];
}
