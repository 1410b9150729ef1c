import type { UnknownObject } from '../../contracts/objects';
import rows from './data/instance-types.json';
import { object } from './objects';

interface Row {
  name: string;
  cpu: number;
  memory: string;
  hugepages?: string;
}

interface Series {
  class: string;
  displayName: string;
  icon: string;
  description: string;
  features?: ('dedicatedCPUPlacement' | 'isolateEmulatorThread' | 'numa' | 'realtime')[];
  ioThreads?: boolean;
  quietCpus?: boolean;
  overcommitPercent?: number;
}

const PREFIX = 'instancetype.kubevirt.io/';

const SERIES: Record<string, Series> = {
  cx1: {
    class: 'compute.exclusive',
    displayName: 'Compute Exclusive',
    icon: 'pficon-registry',
    description: 'Exclusive compute for demanding applications: dedicated CPUs that follow the NUMA layout of the host.',
    features: ['dedicatedCPUPlacement', 'isolateEmulatorThread', 'numa'],
    ioThreads: true,
  },
  d1: {
    class: 'dedicated.vcpu',
    displayName: 'Dedicated vCPU',
    icon: 'pficon-server-group',
    description: 'Each virtual CPU has a physical one of its own.',
    features: ['dedicatedCPUPlacement', 'isolateEmulatorThread'],
    ioThreads: true,
  },
  m1: { class: 'memory.intensive', displayName: 'Memory Intensive', icon: 'fa-memory', description: 'Much memory for each virtual CPU, backed by huge pages.' },
  n1: {
    class: 'network',
    displayName: 'Network',
    icon: 'pficon-network',
    description: 'Network functions: dedicated CPUs and 1Gi huge pages, as DPDK workloads need them.',
    features: ['dedicatedCPUPlacement', 'isolateEmulatorThread'],
    quietCpus: true,
  },
  o1: {
    class: 'overcommitted',
    displayName: 'Overcommitted',
    icon: 'pficon-virtual-machine',
    description: 'The general purpose sizes with memory overcommitted, for a higher density of machines.',
    overcommitPercent: 50,
  },
  rt1: {
    class: 'realtime',
    displayName: 'Realtime',
    icon: 'pficon-server-group',
    description: 'Realtime workloads: dedicated CPUs, 1Gi huge pages and a realtime scheduler.',
    features: ['dedicatedCPUPlacement', 'isolateEmulatorThread', 'numa', 'realtime'],
    quietCpus: true,
  },
  u1: { class: 'general.purpose', displayName: 'General Purpose', icon: 'pficon-server-group', description: 'A balance of CPU, memory and network for everyday workloads.' },
};

function cpuOf(row: Row, series: Series) {
  const has = (feature: NonNullable<Series['features']>[number]) => series.features?.includes(feature) ?? false;
  return {
    guest: row.cpu,
    ...(has('dedicatedCPUPlacement') ? { dedicatedCPUPlacement: true } : {}),
    ...(has('isolateEmulatorThread') ? { isolateEmulatorThread: true } : {}),
    ...(has('numa') ? { numa: { guestMappingPassthrough: {} } } : {}),
    ...(has('realtime') ? { realtime: {} } : {}),
    ...(series.class === 'compute.exclusive' ? { maxSockets: row.cpu } : {}),
  };
}

function labelsOf(row: Row, series: Series): Record<string, string> {
  const size = row.name.slice(row.name.indexOf('.') + 1);
  const facts: Record<string, string> = {
    class: series.class,
    cpu: String(row.cpu),
    memory: row.memory,
    size,
    version: '1',
    vendor: 'kubevirt.io',
    'icon-pf': series.icon,
    'common-instancetypes-version': 'v1.7.0',
    ...Object.fromEntries((series.features ?? []).map((feature) => [feature, 'true'])),
    ...(row.hugepages ? { hugepages: row.hugepages } : {}),
  };
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [PREFIX + key, value]));
}

const QUIET = Object.fromEntries(['cpu-load-balancing', 'cpu-quota', 'irq-load-balancing'].map((each) => [`${each}.crio.io`, 'disable']));

function instanceType(row: Row): UnknownObject {
  const series = SERIES[row.name.split('.')[0] ?? ''];
  if (!series) throw new Error(`no series for ${row.name}`);
  return object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterInstancetype', row.name, {
    metadata: {
      name: row.name,
      labels: labelsOf(row, series),
      annotations: { [`${PREFIX}description`]: series.description, [`${PREFIX}displayName`]: series.displayName },
    },
    spec: {
      cpu: cpuOf(row, series),
      memory: {
        guest: row.memory,
        ...(row.hugepages ? { hugepages: { pageSize: row.hugepages } } : {}),
        ...(series.overcommitPercent ? { overcommitPercent: series.overcommitPercent } : {}),
      },
      ...(series.ioThreads ? { ioThreadsPolicy: 'auto' } : {}),
      ...(series.quietCpus ? { annotations: QUIET } : {}),
    },
  });
}

/** The 65 cluster instance types every KubeVirt installation brings. */
export function instanceTypes(): UnknownObject[] {
  return (rows as Row[]).map(instanceType);
}
