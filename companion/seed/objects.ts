import type { UnknownObject } from '../../contracts/objects';

/** Where the local cluster keeps what OpenShift Virtualization keeps in its operator's namespaces. */
export const Namespaces = {
  kubevirt: 'kubevirt',
  cdi: 'cdi',
  operator: 'kubevirt-hyperconverged',
  images: 'kubevirt-os-images',
  templates: 'openshift',
  team: 'dev-team',
} as const;

export function object(apiVersion: string, kind: string, name: string, rest: Partial<UnknownObject> & { namespace?: string } = {}): UnknownObject {
  const { namespace, metadata, ...parts } = rest;
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}), ...metadata }, ...parts } as UnknownObject;
}
