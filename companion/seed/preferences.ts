import type { UnknownObject } from '../../contracts/objects';
import rows from './data/preferences.json';
import { object } from './objects';

interface Row {
  name: string;
  displayName: string;
  osType: string;
  icon: string;
  cpu?: number;
  memory?: string;
  arch?: string;
  diskBus: string;
  nicModel: string;
  traits: string[];
}

type Part = Record<string, unknown>;

const HYPERV = {
  preferredHyperv: {
    relaxed: {},
    vapic: {},
    vpindex: {},
    synic: {},
    synictimer: { direct: {} },
    spinlocks: { spinlocks: 8191 },
    frequencies: {},
    ipi: {},
    reenlightenment: {},
    reset: {},
    runtime: {},
    tlbflush: {},
  },
  preferredAcpi: {},
  preferredApic: {},
};

const WINDOWS_CLOCK = {
  preferredClockOffset: { utc: {} },
  preferredTimer: { hpet: { present: false }, hyperv: {}, pit: { tickPolicy: 'delay' }, rtc: { tickPolicy: 'catchup' } },
};

/** What a trait adds: `devices` are merged, the rest is set beside them. */
const TRAITS: Record<string, { devices?: Part; spec?: Part }> = {
  rng: { devices: { preferredRng: {} } },
  'io-thread': { devices: { preferredDiskDedicatedIoThread: true } },
  tablet: { devices: { preferredInputBus: 'virtio', preferredInputType: 'tablet' } },
  multiqueue: { devices: { preferredNetworkInterfaceMultiQueue: true } },
  'virtio-transitional': { devices: { preferredUseVirtioTransitional: true } },
  headless: { devices: { preferredAutoattachGraphicsDevice: false, preferredAutoattachMemBalloon: false, preferredAutoattachSerialConsole: true } },
  'video-virtio': { devices: { preferredVideoType: 'virtio' } },
  'tpm-persistent': { devices: { preferredTPM: { persistent: true } } },
  'no-pci-hole64': { spec: { annotations: { 'kubevirt.io/disablePCIHole64': 'true' } } },
  efi: { spec: { firmware: { preferredEfi: { secureBoot: false } } } },
  'secure-boot': { spec: { firmware: { preferredEfi: { secureBoot: true } } } },
  'secure-boot-persistent': { spec: { firmware: { preferredEfi: { secureBoot: true, persistent: true } } } },
  sockets: { spec: { cpu: { preferredCPUTopology: 'sockets' } } },
  'spread:SocketsCoresThreads:4': { spec: { cpu: { preferredCPUTopology: 'spread', spreadOptions: { across: 'SocketsCoresThreads', ratio: 4 } } } },
  'spread:SocketsCoresThreads': { spec: { cpu: { preferredCPUTopology: 'spread', spreadOptions: { across: 'SocketsCoresThreads' } } } },
  hyperv: { spec: { features: HYPERV, clock: WINDOWS_CLOCK } },
  'long-grace': { spec: { preferredTerminationGracePeriodSeconds: 3600 } },
};

function specOf(row: Row): Part {
  const devices: Part = { preferredDiskBus: row.diskBus, preferredInterfaceModel: row.nicModel };
  const spec: Part = {};
  for (const trait of row.traits) {
    const adds = TRAITS[trait];
    if (!adds) throw new Error(`preference ${row.name}: unknown trait ${trait}`);
    Object.assign(devices, adds.devices);
    Object.assign(spec, adds.spec);
  }
  const requirements = {
    ...(row.cpu ? { cpu: { guest: row.cpu } } : {}),
    ...(row.memory ? { memory: { guest: row.memory } } : {}),
    ...(row.arch ? { architecture: row.arch } : {}),
  };
  return {
    ...spec,
    devices,
    annotations: { 'vm.kubevirt.io/os': row.osType, ...(spec.annotations ?? {}) },
    ...(Object.keys(requirements).length > 0 ? { requirements } : {}),
    ...(row.arch ? { preferredArchitecture: row.arch } : {}),
  };
}

function preference(row: Row): UnknownObject {
  const prefix = 'instancetype.kubevirt.io/';
  const labels: Record<string, string> = {
    [`${prefix}os-type`]: row.osType,
    [`${prefix}vendor`]: 'kubevirt.io',
    [`${prefix}common-instancetypes-version`]: 'v1.7.0',
    ...(row.cpu ? { [`${prefix}required-cpu`]: String(row.cpu) } : {}),
    ...(row.memory ? { [`${prefix}required-memory`]: row.memory } : {}),
    ...(row.arch ? { [`${prefix}arch`]: row.arch, [`${prefix}preferred-architecture`]: row.arch, [`${prefix}required-architecture`]: row.arch } : {}),
  };
  const annotations = {
    'openshift.io/display-name': row.displayName,
    'openshift.io/provider-display-name': 'KubeVirt',
    'openshift.io/documentation-url': 'https://github.com/kubevirt/common-instancetypes',
    'openshift.io/support-url': 'https://github.com/kubevirt/common-instancetypes/issues',
    iconClass: row.icon,
    tags: ['hidden', 'kubevirt', row.osType, row.name.split('.')[0]].join(','),
  };
  return object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterPreference', row.name, {
    metadata: { name: row.name, labels, annotations },
    spec: specOf(row),
  });
}

/** The 54 cluster preferences every KubeVirt installation brings. */
export function preferences(): UnknownObject[] {
  return (rows as Row[]).map(preference);
}
