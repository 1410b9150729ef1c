import type { V1beta1VirtualMachineInstancetypeSpec, V1beta1VirtualMachinePreferenceSpec } from '@kubevirt-ui-ext/kubevirt-api/kubevirt';
import type { KubeObject } from '../../../../contracts/objects';
import type { Wire } from '../../../../contracts/virt';

export type InstancetypeSpec = Wire<V1beta1VirtualMachineInstancetypeSpec>;
export type PreferenceSpec = Wire<V1beta1VirtualMachinePreferenceSpec>;

export interface Instancetype extends KubeObject {
  spec: InstancetypeSpec;
}

export interface Preference extends KubeObject {
  spec: PreferenceSpec;
}
