/** Which interface of which package describes which kind; several kinds may share one. */
export interface Source {
  /** Folder of the package's `dist`, or a declaration file beside this one. */
  folder?: string;
  declarations?: string;
  /** Name of the file written. */
  file: string;
  dialect: 'core' | 'custom';
  kinds: Record<string, string>;
}

const withVersions = (group: string, versions: string[], kinds: Record<string, string>): Record<string, string> =>
  Object.fromEntries(versions.flatMap((version) => Object.entries(kinds).map(([kind, name]) => [`${group}/${version}/${kind}`, name])));

const same = (prefix: string, ...kinds: string[]) => Object.fromEntries(kinds.map((kind) => [kind, `${prefix}${kind}`]));

const kubevirt: Source = {
  folder: 'kubevirt',
  file: 'kubevirt',
  dialect: 'custom',
  kinds: {
    ...withVersions(
      'kubevirt.io',
      ['v1', 'v1alpha3'],
      same(
        'V1',
        'KubeVirt',
        'VirtualMachine',
        'VirtualMachineInstance',
        'VirtualMachineInstanceMigration',
        'VirtualMachineInstancePreset',
        'VirtualMachineInstanceReplicaSet',
      ),
    ),
    ...withVersions('snapshot.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1beta1', 'VirtualMachineRestore', 'VirtualMachineSnapshot', 'VirtualMachineSnapshotContent')),
    ...withVersions('clone.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1beta1', 'VirtualMachineClone')),
    ...withVersions('export.kubevirt.io', ['v1beta1', 'v1'], same('V1beta1', 'VirtualMachineExport')),
    ...withVersions('pool.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'VirtualMachinePool')),
    ...withVersions('pool.kubevirt.io', ['v1beta1'], same('V1beta1', 'VirtualMachinePool')),
    ...withVersions('backup.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'VirtualMachineBackup')),
    ...withVersions(
      'instancetype.kubevirt.io',
      ['v1beta1'],
      same('V1beta1', 'VirtualMachineClusterInstancetype', 'VirtualMachineClusterPreference', 'VirtualMachineInstancetype', 'VirtualMachinePreference'),
    ),
    ...withVersions('migrations.kubevirt.io', ['v1alpha1'], same('V1alpha1', 'MigrationPolicy')),
  },
};

const importer: Source = {
  folder: 'containerized-data-importer',
  file: 'cdi',
  dialect: 'custom',
  kinds: withVersions('cdi.kubevirt.io', ['v1beta1'], same('V1beta1', 'CDIConfig', 'DataImportCron', 'DataSource', 'DataVolume')),
};

const templates: Source = {
  folder: 'virt-template',
  file: 'virt-template',
  dialect: 'custom',
  kinds: withVersions('template.kubevirt.io', ['v1alpha1', 'v1beta1'], same('V1alpha1', 'VirtualMachineTemplate', 'VirtualMachineTemplateRequest')),
};

const nmstate: Source = {
  folder: 'nmstate',
  file: 'nmstate',
  dialect: 'custom',
  kinds: {
    ...withVersions('nmstate.io', ['v1', 'v1beta1'], same('V1', 'NMState', 'NodeNetworkConfigurationPolicy')),
    ...withVersions('nmstate.io', ['v1beta1'], same('V1beta1', 'NodeNetworkConfigurationEnactment', 'NodeNetworkState')),
  },
};

const more: Source = {
  declarations: 'more-kinds.d.ts',
  file: 'more',
  dialect: 'custom',
  kinds: {
    ...withVersions('cdi.kubevirt.io', ['v1beta1'], same('', 'ObjectTransfer', 'StorageProfile', 'VolumeCloneSource', 'VolumeUploadSource')),
    ...withVersions('k8s.cni.cncf.io', ['v1'], same('', 'NetworkAttachmentDefinition')),
    ...withVersions('snapshot.storage.k8s.io', ['v1'], same('', 'VolumeSnapshot', 'VolumeSnapshotClass', 'VolumeSnapshotContent')),
    ...withVersions('backup.kubevirt.io', ['v1alpha1'], same('', 'VirtualMachineBackupTracker')),
  },
};

const moreConsole: Source = {
  declarations: 'more-console-kinds.d.ts',
  file: 'more-console',
  dialect: 'custom',
  kinds: withVersions(
    'console.openshift.io',
    ['v1'],
    same('', 'ConsoleCLIDownload', 'ConsoleExternalLogLink', 'ConsoleLink', 'ConsoleNotification', 'ConsoleQuickStart', 'ConsoleYAMLSample'),
  ),
};

export const customSources: Source[] = [kubevirt, importer, templates, nmstate, more, moreConsole];

const GROUPS: Record<string, string> = {
  Core: '',
  Storage: 'storage.k8s.io',
  Rbac: 'rbac.authorization.k8s.io',
  Networking: 'networking.k8s.io',
  Coordination: 'coordination.k8s.io',
  Discovery: 'discovery.k8s.io',
  Scheduling: 'scheduling.k8s.io',
  Node: 'node.k8s.io',
  Events: 'events.k8s.io',
  Admissionregistration: 'admissionregistration.k8s.io',
  Authentication: 'authentication.k8s.io',
  Authorization: 'authorization.k8s.io',
  Apps: 'apps',
  Batch: 'batch',
  Policy: 'policy',
  Autoscaling: 'autoscaling',
  Certificates: 'certificates.k8s.io',
  Flowcontrol: 'flowcontrol.apiserver.k8s.io',
  Resource: 'resource.k8s.io',
};

/** Beta types of the package that Kubernetes 1.34 serves unchanged as v1. */
const PROMOTED: [beta: string, stable: string][] = [
  ['IoK8sApiResourceV1beta2', 'IoK8sApiResourceV1'],
  ['IoK8sApiStorageV1beta1VolumeAttributesClass', 'IoK8sApiStorageV1VolumeAttributesClass'],
];

/** The declarations of Kubernetes' own API under the names of the version served here. */
export const promoted = (declarations: string): string => PROMOTED.reduce((text, [beta, stable]) => text.replaceAll(beta, stable), declarations);

const OTHERS: [RegExp, string][] = [
  [/^IoK8sApiextensionsApiserverPkgApisApiextensions(V1)(CustomResourceDefinition)$/, 'apiextensions.k8s.io'],
  [/^IoK8sKubeAggregatorPkgApisApiregistration(V1)(APIService)$/, 'apiregistration.k8s.io'],
];

/** `group/version/kind` of a generated interface of Kubernetes' own API, undefined for other names. */
export function coreKind(name: string): string | undefined {
  for (const [form, group] of OTHERS) {
    const match = form.exec(name);
    if (match) return `${group}/${(match[1] ?? '').toLowerCase()}/${match[2] ?? ''}`;
  }
  const [, group = '', version = '', kind = ''] = /^IoK8sApi([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)(\w+)$/.exec(name) ?? [];
  const served = GROUPS[group];
  return served === undefined || kind === '' ? undefined : `${served}/${version.toLowerCase()}/${kind}`;
}

/** `io.k8s.api.core.v1.PodSpec` of `IoK8sApiCoreV1PodSpec`; other generated names stay as they are. */
export function coreDefinitionName(name: string): string {
  const match = /^IoK8s(Api|ApimachineryPkgApis|ApiextensionsApiserverPkgApis|KubeAggregatorPkgApis)([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)(\w+)$/.exec(name);
  if (!match) return name;
  const roots: Record<string, string> = {
    Api: 'io.k8s.api',
    ApimachineryPkgApis: 'io.k8s.apimachinery.pkg.apis',
    ApiextensionsApiserverPkgApis: 'io.k8s.apiextensions-apiserver.pkg.apis',
    KubeAggregatorPkgApis: 'io.k8s.kube-aggregator.pkg.apis',
  };
  return `${roots[match[1] ?? ''] ?? ''}.${(match[2] ?? '').toLowerCase()}.${(match[3] ?? '').toLowerCase()}.${match[4] ?? ''}`;
}
