import type { KindRef } from '../../../contracts/kinds';
import type { Condition, KubeObject } from '../../../contracts/objects';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';

interface SetStatus {
  replicas?: number;
  readyReplicas?: number;
  labelSelector?: string;
  conditions?: Condition[];
}

interface Selector {
  matchLabels?: Record<string, string>;
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas?: number; paused?: boolean; selector: Selector; template: { metadata?: Partial<VirtualMachineInstance['metadata']>; spec: VirtualMachineInstance['spec'] } };
  status?: SetStatus;
}

export interface Pool extends KubeObject {
  spec: {
    replicas?: number;
    paused?: boolean;
    selector: Selector;
    updateStrategy?: { unmanaged?: object; opportunistic?: object; proactive?: object };
    virtualMachineTemplate: { metadata?: Partial<VirtualMachine['metadata']>; spec: VirtualMachine['spec'] };
  };
  status?: SetStatus;
}

export const ReplicaSetKind: KindRef<ReplicaSet> = {
  group: 'kubevirt.io',
  version: 'v1',
  kind: 'VirtualMachineInstanceReplicaSet',
  plural: 'virtualmachineinstancereplicasets',
  namespaced: true,
};

export const PoolKind: KindRef<Pool> = {
  group: 'pool.kubevirt.io',
  version: 'v1beta1',
  kind: 'VirtualMachinePool',
  plural: 'virtualmachinepools',
  namespaced: true,
};
