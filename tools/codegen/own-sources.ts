import type { Source } from './sources';
import { importer, kubevirt, same, withVersions } from './sources';

const own = (name: string) => `declarations/${name}.d.ts`;

const storageAndNetwork: Source = {
  declarations: [own('storage-and-network')],
  file: 'storage-and-network',
  dialect: 'custom',
  kinds: {
    ...withVersions('cdi.kubevirt.io', ['v1beta1'], same('', 'ObjectTransfer', 'StorageProfile', 'VolumeCloneSource', 'VolumeUploadSource')),
    ...withVersions('k8s.cni.cncf.io', ['v1'], same('', 'NetworkAttachmentDefinition')),
    ...withVersions('snapshot.storage.k8s.io', ['v1', 'v1beta1'], same('', 'VolumeSnapshot', 'VolumeSnapshotClass', 'VolumeSnapshotContent')),
    ...withVersions('backup.kubevirt.io', ['v1alpha1'], same('', 'VirtualMachineBackupTracker')),
  },
};

const consoleKinds: Source = {
  declarations: [own('console-kinds')],
  file: 'console-kinds',
  dialect: 'custom',
  kinds: withVersions(
    'console.openshift.io',
    ['v1'],
    same('', 'ConsoleCLIDownload', 'ConsoleExternalLogLink', 'ConsoleLink', 'ConsoleNotification', 'ConsoleQuickStart', 'ConsoleYAMLSample'),
  ),
};

const operatorsOfKubevirt: Source = {
  declarations: ['hyperconverged-parts', 'hyperconverged-devices', 'hyperconverged-status', 'hyperconverged-v1', 'hyperconverged-v1beta1', 'ssp'].map(own),
  borrows: [kubevirt, importer],
  file: 'hyperconverged',
  dialect: 'custom',
  kinds: {
    'hco.kubevirt.io/v1/HyperConverged': 'HyperConvergedV1',
    'hco.kubevirt.io/v1beta1/HyperConverged': 'HyperConvergedV1beta1',
    'ssp.kubevirt.io/v1beta2/SSP': 'SSPV1beta2',
    'ssp.kubevirt.io/v1beta3/SSP': 'SSPV1beta3',
  },
};

const openshift: Source = {
  declarations: ['openshift-config', 'openshift-network', 'openshift-console'].map(own),
  file: 'openshift',
  dialect: 'custom',
  kinds: {
    ...withVersions(
      'config.openshift.io',
      ['v1'],
      same('', 'ClusterOperator', 'ClusterVersion', 'Console', 'FeatureGate', 'Infrastructure', 'Ingress', 'Network', 'OAuth', 'Project', 'Proxy'),
    ),
    ...withVersions('console.openshift.io', ['v1'], same('', 'ConsolePlugin', 'ConsoleSample')),
    ...withVersions('route.openshift.io', ['v1'], same('', 'Route')),
    ...withVersions('template.openshift.io', ['v1'], same('', 'Template')),
  },
};

const openshiftUsers: Source = {
  declarations: [own('openshift-users')],
  file: 'openshift-users',
  dialect: 'custom',
  kinds: {
    ...withVersions('project.openshift.io', ['v1'], same('', 'Project', 'ProjectRequest')),
    ...withVersions('user.openshift.io', ['v1'], same('', 'Group', 'Identity', 'User')),
    ...withVersions('oauth.openshift.io', ['v1'], same('', 'OAuthClient', 'UserOAuthAccessToken')),
  },
};

const operators: Source = {
  declarations: [own('operators')],
  file: 'operators',
  dialect: 'custom',
  kinds: {
    ...withVersions('operators.coreos.com', ['v1alpha1'], same('', 'ClusterServiceVersion', 'Subscription')),
    ...withVersions('monitoring.coreos.com', ['v1'], same('', 'PodMonitor', 'PrometheusRule', 'ServiceMonitor')),
  },
};

const groupSnapshots: Source = {
  declarations: [own('group-snapshots')],
  file: 'group-snapshots',
  dialect: 'custom',
  kinds: {
    ...withVersions('groupsnapshot.storage.k8s.io', ['v1', 'v1beta1', 'v1beta2'], same('', 'VolumeGroupSnapshot', 'VolumeGroupSnapshotClass', 'VolumeGroupSnapshotContent')),
    'groupsnapshot.storage.k8s.io/v1beta1/VolumeGroupSnapshotContent': 'VolumeGroupSnapshotContentV1beta1',
  },
};

const populators: Source = {
  declarations: [own('populators')],
  borrows: [importer],
  file: 'populators',
  dialect: 'custom',
  kinds: {
    ...withVersions('cdi.kubevirt.io', ['v1beta1'], same('', 'VolumeImportSource')),
    ...withVersions('forklift.cdi.kubevirt.io', ['v1beta1'], same('', 'OpenstackVolumePopulator', 'OvirtVolumePopulator')),
    ...withVersions('plugin.kubevirt.io', ['v1alpha1'], same('', 'Plugin')),
  },
};

/** What the typed packages leave out, described in `declarations/`. */
export const ownSources: Source[] = [
  storageAndNetwork,
  consoleKinds,
  operatorsOfKubevirt,
  openshift,
  openshiftUsers,
  operators,
  groupSnapshots,
  populators,
];
