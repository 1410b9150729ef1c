/** Label and annotation names both sides read or write. */
export const Labels = {
  folder: 'vm.openshift.io/folder',
  nodeName: 'kubevirt.io/nodeName',
  vmName: 'vm.kubevirt.io/name',
  deleteProtection: 'kubevirt.io/vm-delete-protection',
  defaultInstancetype: 'instancetype.kubevirt.io/default-instancetype',
  defaultInstancetypeKind: 'instancetype.kubevirt.io/default-instancetype-kind',
  defaultPreference: 'instancetype.kubevirt.io/default-preference',
  defaultPreferenceKind: 'instancetype.kubevirt.io/default-preference-kind',
} as const;

export const Annotations = {
  displayName: 'openshift.io/display-name',
  description: 'description',
  defaultStorageClass: 'storageclass.kubernetes.io/is-default-class',
  defaultVirtStorageClass: 'storageclass.kubevirt.io/is-default-virt-class',
} as const;

/** Where the platform keeps images for everyone: anyone may read DataSources there, although it is nobody's project. */
export const ImageNamespaces: readonly string[] = ['kubevirt-os-images', 'openshift-virtualization-os-images'];
