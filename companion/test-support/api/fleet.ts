import type { UnknownObject } from '../../../contracts/objects';

const PROJECTS = 50;

/** Namespaces the machines of `fleetMachine` live in. */
export const fleetNamespaces = Array.from({ length: PROJECTS }, (_, index) => `project-${String(index).padStart(2, '0')}`);

/** A VirtualMachine as large as those of a busy cluster (about 5 kB of JSON). */
export function fleetMachine(index: number): UnknownObject {
  const name = `vm-${String(index).padStart(5, '0')}`;
  const namespace = fleetNamespaces[index % PROJECTS];
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels: { app: name, tier: ['web', 'db', 'batch'][index % 3] ?? '', 'vm.kubevirt.io/template': 'fedora-server-small' },
      annotations: { description: `Machine number ${index} of the fleet: ${'lorem ipsum '.repeat(30)}` },
    },
    spec: {
      runStrategy: 'Always',
      dataVolumeTemplates: [volumeTemplate(name, 'root'), volumeTemplate(name, 'data')],
      template: {
        metadata: { labels: { 'kubevirt.io/domain': name, 'kubevirt.io/size': 'small' }, annotations: { 'vm.kubevirt.io/os': 'fedora' } },
        spec: machineSpec(name),
      },
    },
    status: {
      created: true,
      ready: true,
      printableStatus: 'Running',
      conditions: ['Ready', 'LiveMigratable', 'StorageLiveMigratable', 'AgentConnected'].map((type) => ({
        type,
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: '2026-01-01T00:00:00Z',
        message: `${type} is so because everything that has to be there is there`,
      })),
      volumeSnapshotStatuses: ['root', 'data', 'cloudinit'].map((volume) => ({ name: volume, enabled: volume !== 'cloudinit', reason: 'Snapshot is not supported for this volumeSource type' })),
    },
  };
}

function volumeTemplate(name: string, volume: string) {
  return {
    metadata: { name: `${name}-${volume}` },
    spec: { sourceRef: { kind: 'DataSource', name: 'fedora', namespace: 'openshift-virtualization-os-images' }, storage: { resources: { requests: { storage: '30Gi' } } } },
  };
}

function machineSpec(name: string) {
  return {
    architecture: 'amd64',
    domain: {
      cpu: { cores: 1, sockets: 2, threads: 1 },
      memory: { guest: '4Gi' },
      machine: { type: 'pc-q35-rhel9.6.0' },
      features: { acpi: { enabled: true }, smm: { enabled: true } },
      firmware: { uuid: '8a1d7c0e-5c3a-4f0a-9a0e-0c1d2e3f4a5b', bootloader: { efi: { secureBoot: true } } },
      devices: {
        disks: ['root', 'data', 'cloudinit'].map((disk, order) => ({ name: disk, bootOrder: order + 1, disk: { bus: 'virtio' } })),
        interfaces: Array.from({ length: 4 }, (_, port) => ({ name: `nic-${port}`, bridge: {}, model: 'virtio', macAddress: `02:00:00:00:0${port}:01` })),
        rng: {},
      },
    },
    networks: Array.from({ length: 4 }, (_, port) => ({ name: `nic-${port}`, multus: { networkName: `default/vlan-${port}` } })),
    terminationGracePeriodSeconds: 180,
    volumes: [
      { name: 'root', dataVolume: { name: `${name}-root` } },
      { name: 'data', dataVolume: { name: `${name}-data` } },
      { name: 'cloudinit', cloudInitNoCloud: { userData: `#cloud-config\nuser: fedora\nchpasswd: { expire: False }\nruncmd:\n${'- [systemctl, enable, --now, qemu-guest-agent]\n'.repeat(6)}` } },
    ],
  };
}
