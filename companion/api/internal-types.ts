import type { KindDefinition } from '../kinds/definition';

/** Groups whose Go package is not called by the first part of their name. */
const PACKAGES: Record<string, string> = { '': 'core', 'rbac.authorization.k8s.io': 'rbac', 'events.k8s.io': 'core' };

/** What the API server calls its own type of a kind: `core.ConfigMap`. */
export function internalType({ group, kind }: Pick<KindDefinition, 'group' | 'kind'>): string {
  return `${PACKAGES[group] ?? group.split('.')[0] ?? group}.${kind}`;
}

/** The Go type of an object in an answer; custom resources have none of their own. */
export function goObjectType({ group, kind, origin }: Pick<KindDefinition, 'group' | 'kind' | 'origin'>, list: boolean): string {
  if (origin === 'crd') return `*unstructured.Unstructured${list ? 'List' : ''}`;
  return `*${internalType({ group, kind })}${list ? 'List' : ''}`;
}
