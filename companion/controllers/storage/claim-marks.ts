/** Annotations and finalizers of claims and volumes, as Kubernetes and CDI name them. */
export const Marks = {
  selectedNode: 'volume.kubernetes.io/selected-node',
  bindImmediately: 'cdi.kubevirt.io/storage.bind.immediate.requested',
  createdForDataVolume: 'cdi.kubevirt.io/createdForDataVolume',
  uploadTarget: 'cdi.kubevirt.io/storage.upload.target',
  contentType: 'cdi.kubevirt.io/storage.contentType',
  podPhase: 'cdi.kubevirt.io/storage.pod.phase',
  podReady: 'cdi.kubevirt.io/storage.pod.ready',
  podRestarts: 'cdi.kubevirt.io/storage.pod.restarts',
  prePopulated: 'cdi.kubevirt.io/storage.prePopulated',
  allowAdoption: 'cdi.kubevirt.io/allowClaimAdoption',
  importPod: 'cdi.kubevirt.io/storage.import.importPodName',
  usePopulator: 'cdi.kubevirt.io/storage.usePopulator',
  claimProtection: 'kubernetes.io/pvc-protection',
  volumeProtection: 'kubernetes.io/pv-protection',
} as const;
