import type { UnknownObject } from '../../contracts/objects';
import { Namespaces, object } from './objects';

const GIB = 1024 ** 3;

export interface NodeSize {
  cpus: number;
  memoryBytes: number;
}

/** A node of the local cluster: a name for a group of guests on this machine, with the machine's own size. */
function node(name: string, size: NodeSize, now: string): UnknownObject {
  const memory = `${Math.floor(size.memoryBytes / 1024)}Ki`;
  const amounts = { cpu: String(size.cpus), memory, pods: '250', 'devices.kubevirt.io/kvm': '1k', 'devices.kubevirt.io/tun': '1k' };
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status', lastHeartbeatTime: now, lastTransitionTime: now };
  return object('v1', 'Node', name, {
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/os': 'linux',
        'kubevirt.io/schedulable': 'true',
        'node-role.kubernetes.io/worker': '',
        'node-role.kubernetes.io/control-plane': '',
        'cpu-vendor.node.kubevirt.io/local': 'true',
        'topology.kubernetes.io/zone': 'local',
      },
    },
    spec: {},
    status: {
      capacity: amounts,
      allocatable: amounts,
      conditions: [ready],
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }, { type: 'Hostname', address: name }],
      nodeInfo: { architecture: 'amd64', operatingSystem: 'linux', kubeletVersion: 'v1.34.0', kubeProxyVersion: '', containerRuntimeVersion: 'qemu', osImage: 'virtdeck local node', kernelVersion: '', machineID: '', systemUUID: '', bootID: '' },
    },
  });
}

export function nodes(count: number, size: NodeSize, now: string): UnknownObject[] {
  return Array.from({ length: count }, (_, index) => node(`node-${index + 1}`, size, now));
}

/** Enough nodes that a simulated fleet looks like a data centre: one for about 200 machines. */
export function fleetNodeSize(): NodeSize {
  return { cpus: 128, memoryBytes: 1024 * GIB };
}

function storageClass(name: string, binding: string, annotations: Record<string, string>, parameters: Record<string, string>): UnknownObject {
  return object('storage.k8s.io/v1', 'StorageClass', name, {
    metadata: { name, annotations },
    provisioner: 'local.virtdeck.io',
    reclaimPolicy: 'Delete',
    volumeBindingMode: binding,
    allowVolumeExpansion: true,
    parameters,
  });
}

/** One shared block class (live migration works on it), one file system class, one that waits for its first consumer. */
export function storage(): UnknownObject[] {
  const shared = { accessModes: 'ReadWriteMany,ReadWriteOnce', volumeMode: 'Block' };
  const single = { accessModes: 'ReadWriteOnce', volumeMode: 'Filesystem' };
  return [
    storageClass(
      'local-shared-block',
      'Immediate',
      { 'storageclass.kubernetes.io/is-default-class': 'true', 'storageclass.kubevirt.io/is-default-virt-class': 'true' },
      shared,
    ),
    storageClass('local-filesystem', 'Immediate', {}, single),
    storageClass('local-wait-for-consumer', 'WaitForFirstConsumer', {}, single),
    object('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', 'local-snapshots', { driver: 'local.virtdeck.io', deletionPolicy: 'Delete' }),
  ];
}

export function namespaces(): UnknownObject[] {
  const names = ['default', 'kube-system', 'kube-public', 'openshift-console-user-settings', ...Object.values(Namespaces)];
  return names.map((name) => object('v1', 'Namespace', name));
}

const available = (now: string) => [
  { type: 'Available', status: 'True', reason: 'AllComponentsReady', lastTransitionTime: now, lastHeartbeatTime: now },
  { type: 'Progressing', status: 'False', reason: 'AllComponentsReady', lastTransitionTime: now, lastHeartbeatTime: now },
  { type: 'Degraded', status: 'False', reason: 'AllComponentsReady', lastTransitionTime: now, lastHeartbeatTime: now },
];

/** Open, so that what asks for devices is admitted; that no node has them is then said by the scheduler. */
const FEATURE_GATES = ['HostDevices', 'HostDisk', 'Sidecar', 'VSOCK'];

/** The installed products as their own objects, so that what asks for versions and health finds an answer. */
export function products(now: string): UnknownObject[] {
  const conditions = available(now);
  return [
    object('kubevirt.io/v1', 'KubeVirt', 'kubevirt', {
      namespace: Namespaces.kubevirt,
      spec: { configuration: { developerConfiguration: { featureGates: FEATURE_GATES } }, imagePullPolicy: 'IfNotPresent' },
      status: { phase: 'Deployed', conditions, observedKubeVirtVersion: 'v1.9.0', targetKubeVirtVersion: 'v1.9.0', operatorVersion: 'v1.9.0', defaultArchitecture: 'amd64' },
    }),
    object('cdi.kubevirt.io/v1beta1', 'CDI', 'cdi', { spec: { config: {} }, status: { phase: 'Deployed', conditions, observedVersion: 'v1.66.0', targetVersion: 'v1.66.0', operatorVersion: 'v1.66.0' } }),
    object('cdi.kubevirt.io/v1beta1', 'CDIConfig', 'config', { spec: {}, status: { defaultPodResourceRequirements: {}, filesystemOverhead: { global: '0.06', storageClass: {} }, scratchSpaceStorageClass: 'local-filesystem' } }),
    object('config.openshift.io/v1', 'Infrastructure', 'cluster', {
      spec: { platformSpec: { type: 'None' } },
      status: { infrastructureName: 'virtdeck', platform: 'None', platformStatus: { type: 'None' }, controlPlaneTopology: 'SingleReplica', infrastructureTopology: 'SingleReplica', apiServerURL: '', apiServerInternalURI: '', etcdDiscoveryDomain: '' },
    }),
    object('hco.kubevirt.io/v1beta1', 'HyperConverged', 'kubevirt-hyperconverged', {
      namespace: Namespaces.operator,
      spec: { enableCommonBootImageImport: true, liveMigrationConfig: { parallelMigrationsPerCluster: 5, parallelOutboundMigrationsPerNode: 2, completionTimeoutPerGiB: 150, progressTimeout: 150 } },
      status: { conditions: conditions.map(({ type, status, reason, lastTransitionTime }) => ({ type, status, reason, message: '', lastTransitionTime })), versions: [{ name: 'operator', version: '1.18.1' }], systemHealthStatus: 'healthy' },
    }),
  ];
}
