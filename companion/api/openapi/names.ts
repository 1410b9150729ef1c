import type { KindDefinition } from '../../kinds/definition';
import { originOf } from '../schema/load';
import { schemaOf } from '../schema/process';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

export const OBJECT_META = `${META}ObjectMeta`;
export const LIST_META = `${META}ListMeta`;
export const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
export const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
export const STATUS = `${META}Status`;
export const DELETE_OPTIONS = `${META}DeleteOptions`;

/** `io.kubevirt.v1.VirtualMachine`: kinds compiled into the API server have their Go package, others their group reversed. */
export function schemaName(definition: KindDefinition, version: string): string {
  const found = definition.versions.find((each) => each.name === version);
  const schema = definition.origin === 'core' && found ? schemaOf(found) : undefined;
  const named = schema ? originOf(schema)?.name : undefined;
  if (named) return named;
  const group = definition.group || 'io.k8s.api.core';
  const reversed = definition.group ? group.split('.').reverse().join('.') : group;
  return `${reversed}.${version}.${definition.kind}`;
}

export interface GroupVersionKind {
  group: string;
  kind: string;
  version: string;
}

export const gvkOf = ({ group, kind }: KindDefinition, version: string): GroupVersionKind => ({ group, kind, version });

/** Where the documents of a group version are found: `api/v1`, `apis/kubevirt.io/v1`. */
export const documentPath = (group: string, version: string): string => (group === '' ? `api/${version}` : `apis/${group}/${version}`);
