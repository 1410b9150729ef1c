/** A condition that is worth a word in the list: short, without times. */
export interface RowCondition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

export interface RowMigration {
  name: string;
  phase: string;
  /** Epoch milliseconds. */
  created: number;
}

/**
 * Everything the list, tree, counters, filters and verbs need of one machine: VirtualMachine, its instance and its
 * running migration joined. Plain data, so that it crosses from the worker; immutable, so that an identical row is
 * an unchanged machine. Texts are '' and times 0 when unknown.
 */
export interface VmRow {
  /** `namespace/name`. */
  key: string;
  uid: string;
  /** `vmi`: a VirtualMachineInstance of its own, without VirtualMachine. */
  kind: 'vm' | 'vmi';
  name: string;
  namespace: string;
  created: number;
  deleting: boolean;
  /** KubeVirt's printable status. */
  status: string;
  runStrategy: string;
  /** Phase of the instance; '' without one. */
  phase: string;
  /** The instance is there and being ended. */
  stopping: boolean;
  paused: boolean;
  ready: boolean;
  node: string;
  ips: readonly string[];
  vcpus: number;
  memory: number;
  os: string;
  agent: boolean;
  started: number;
  labels: Readonly<Record<string, string>>;
  folder: string;
  architecture: string;
  networks: readonly string[];
  storageClasses: readonly string[];
  disks: readonly string[];
  instancetype: string;
  preference: string;
  template: string;
  description: string;
  deleteProtected: boolean;
  /** '' when it can be migrated; otherwise the reason given by KubeVirt. */
  notMigratable: string;
  migration: RowMigration | undefined;
  conditions: readonly RowCondition[];
  /** A snapshot or restore is under way, by name. */
  snapshot: string;
  restore: string;
  /** A start or stop is accepted and not done. */
  requestPending: boolean;
  manualRecovery: boolean;
  volumesChange: boolean;
  restartRequired: boolean;
  /** A liveness probe other than the guest agent's ping forbids pausing. */
  livenessProbe: boolean;
  acpi: boolean;
  graphics: boolean;
  serial: boolean;
  gpu: boolean;
  hostDevices: boolean;
  affinity: boolean;
  nodeSelector: boolean;
  /** A cloud-init volume or access credential carries SSH keys. */
  sshKeys: boolean;
  /** Disks a snapshot can contain. */
  snapshotable: boolean;
}

/** Enough of a row to act on the machine later, also after a reload. */
export type MachineRef = Pick<VmRow, 'kind' | 'namespace' | 'name' | 'uid'>;

export function rowKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
