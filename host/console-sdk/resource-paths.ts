import { prefixOf } from './namespaced-paths';

export interface KindReference {
  group?: string | undefined;
  version: string;
  kind: string;
}

/** `group~version~Kind`, or just a kind, as plugins write references to kinds. */
export function parseReference(reference: string): KindReference | undefined {
  const [group, version, kind, ...more] = reference.split('~');
  if (more.length > 0 || !group) return undefined;
  if (version === undefined) return { version: 'v1', kind: group };
  return kind ? { group: group === 'core' ? '' : group, version, kind } : undefined;
}

/** Where the page of an object is: `/k8s/ns/<ns>/<group~version~Kind>/<name>` or below `/k8s/cluster`. */
export function resourcePath(reference: KindReference, name: string, namespace?: string): string {
  const { group, version, kind } = reference;
  const page = group ? `${group}~${version}~${kind}` : `core~${version}~${kind}`;
  return `${namespace ? prefixOf(namespace) : '/k8s/cluster'}/${page}/${encodeURIComponent(name)}`;
}

/** The capitals of a kind, up to four: VirtualMachineInstance is VMI. */
export function abbreviate(kind: string): string {
  const capitals = kind.replace(/[^A-Z]/g, '').slice(0, 4);
  return capitals === '' ? kind.slice(0, 2).toUpperCase() : capitals;
}
