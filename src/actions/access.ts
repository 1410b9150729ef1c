import type { VmRow } from '../domain/inventory/row';
import type { AccessCheck } from '../k8s/types';

/** A KubeVirt subresource verb needs `update` on `virtualmachines/start` and the like in its own API group. */
export function mayPut(resource: 'virtualmachines' | 'virtualmachineinstances', subresource: string) {
  return (row: VmRow): AccessCheck[] => [
    { verb: 'update', group: 'subresources.kubevirt.io', resource, subresource, namespace: row.namespace },
  ];
}

/** A verb on the machine's own object: the VirtualMachine, or the instance that stands alone. */
export function mayOwn(verb: 'patch' | 'delete' | 'get') {
  return (row: VmRow): AccessCheck[] => [
    { verb, group: 'kubevirt.io', resource: row.kind === 'vm' ? 'virtualmachines' : 'virtualmachineinstances', namespace: row.namespace },
  ];
}

export function mayCreate(group: string, resource: string) {
  return (row: VmRow): AccessCheck[] => [{ verb: 'create', group, resource, namespace: row.namespace }];
}
