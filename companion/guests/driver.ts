import type { Duplex } from 'node:stream';
import type { VirtualMachineInstance } from '../../contracts/virt';

/** What a driver can do: asked before a verb is offered, never found out by trying. */
export interface DriverCapabilities {
  /** True when the guests are real processes. */
  real: boolean;
  /** KVM passed the boot probe; otherwise TCG. */
  hardwareAcceleration: boolean;
  vnc: boolean;
  serial: boolean;
  screenshot: boolean;
  guestAgent: boolean;
  uefi: boolean;
  tpm: boolean;
  liveMigration: boolean;
  diskHotplug: boolean;
  memoryDump: boolean;
}

/** A volume of the guest, already on this machine. `path` is absolute. */
export interface GuestVolume {
  /** Name in `spec.volumes` and `spec.domain.devices.disks`. */
  name: string;
  source:
    | { type: 'image'; path: string; format: 'qcow2' | 'raw'; readOnly: boolean }
    /** cloud-init NoCloud or ConfigDrive, sysprep, ConfigMap, Secret …: files that become a small ISO. */
    | { type: 'files'; label: string; files: Record<string, string | Buffer> }
    /** A scratch disk that lives as long as the guest. `capacity` in bytes. */
    | { type: 'empty'; capacity: number }
    /** A base image with a throw-away overlay (containerDisk, ephemeral). */
    | { type: 'overlay'; base: string; format: 'qcow2' | 'raw' };
}

/** All a driver needs to run one VirtualMachineInstance. */
export interface GuestDefinition {
  /** uid of the VMI: name of the guest's folder and key of every other call. */
  uid: string;
  namespace: string;
  name: string;
  /** The local cluster's node it runs on. */
  node: string;
  /** With all defaults filled in: devices, firmware and topology are read from `spec.domain`. */
  instance: VirtualMachineInstance;
  volumes: GuestVolume[];
  startPaused: boolean;
}

export type GuestState = 'starting' | 'running' | 'paused' | 'stopped' | 'crashed';

export interface GuestInterface {
  name: string;
  mac: string;
  ips: string[];
  interfaceName?: string;
}

export interface GuestInfo {
  uid: string;
  node: string;
  state: GuestState;
  /** Process id of a real guest. */
  pid?: number;
  agentConnected: boolean;
  interfaces: GuestInterface[];
  /** As `vmi.status.guestOSInfo`. */
  os?: Record<string, string>;
}

export interface MigrationProgress {
  state: 'active' | 'completed' | 'failed' | 'cancelled';
  /** Bytes and bytes per second, from QMP `query-migrate`. */
  totalBytes: number;
  processedBytes: number;
  remainingBytes: number;
  bandwidth: number;
  dirtyRate: number;
  downtimeMs?: number;
  mode: 'PreCopy' | 'PostCopy';
  error?: string;
}

export type GuestEvent =
  /** State, addresses, agent or OS changed; `reason` explains an end (guest shut down, process killed, panic …). */
  | { type: 'changed'; uid: string; info: GuestInfo; reason?: string }
  | { type: 'rebooted'; uid: string }
  | { type: 'migration'; uid: string; progress: MigrationProgress };

/** Where the pieces of a guest's screen and serial line come from; each call opens a new stream to the device. */
export interface GuestConsoles {
  /** RFB, protocol from its first byte. */
  openVnc(uid: string): Promise<Duplex>;
  openSerial(uid: string): Promise<Duplex>;
  /** The last bytes the serial line said, at most some hundred kilobytes. Also of a guest that is down, until it is forgotten. */
  serialHistory(uid: string): Promise<Buffer>;
  /** PNG of the display. */
  screenshot(uid: string): Promise<Buffer>;
}

export interface GuestPower {
  start(guest: GuestDefinition): Promise<void>;
  /** Asks the guest to shut down (agent, else ACPI); destroys it after `graceSeconds`. Resolves when it is down. */
  stop(uid: string, graceSeconds: number): Promise<void>;
  /** Pulls the plug. */
  destroy(uid: string): Promise<void>;
  pause(uid: string): Promise<void>;
  resume(uid: string): Promise<void>;
  reset(uid: string): Promise<void>;
  softReboot(uid: string): Promise<void>;
}

export interface GuestAgent {
  /** Runs a guest-agent command (`guest-get-osinfo` …); rejects when the agent is not connected. */
  agent(uid: string, command: string, args?: Record<string, unknown>): Promise<unknown>;
}

export interface GuestMigration {
  /** Live migration to another local node; progress as events. Resolves when the guest runs on `node`. */
  migrate(uid: string, node: string, options: { bandwidth?: number; autoConverge?: boolean; postCopy?: boolean }): Promise<void>;
  cancelMigration(uid: string): Promise<void>;
}

export interface GuestDevices {
  attachVolume(uid: string, volume: GuestVolume, disk: Record<string, unknown>): Promise<void>;
  detachVolume(uid: string, name: string): Promise<void>;
}

export interface GuestPorts {
  /** A connection to a TCP port of the guest; rejects when nothing listens there. */
  openPort(uid: string, port: number): Promise<Duplex>;
}

export interface GuestNetwork {
  /** Plugs (`up`) or pulls the cable of an interface. */
  setLink(uid: string, name: string, up: boolean): Promise<void>;
  /** `card` is an entry of `spec.domain.devices.interfaces`, `network` the one of `spec.networks` it belongs to. */
  attachInterface(uid: string, card: Record<string, unknown>, network?: Record<string, unknown>): Promise<void>;
  detachInterface(uid: string, name: string): Promise<void>;
}

export interface GuestSizing {
  /**
   * Makes a running guest bigger, within `cpu.maxSockets` and `memory.maxGuest` of its start. Memory comes when the guest's
   * own driver takes it; a guest never becomes smaller than it was at its start.
   */
  resize(uid: string, size: { sockets?: number; memoryBytes?: number }): Promise<void>;
}

export interface GuestTraffic {
  /** Of the interface in `spec.domain.devices.interfaces`. */
  name: string;
  receiveBytes: number;
  receivePackets: number;
  receiveErrors: number;
  receiveDropped: number;
  transmitBytes: number;
  transmitPackets: number;
  transmitErrors: number;
  transmitDropped: number;
}

/** Counters since the guest started; what cannot be known is absent. */
export interface GuestStats {
  /** Processor time of the whole process, and of each virtual processor. */
  cpuSeconds: number;
  /** Part of `cpuSeconds` spent in the host's kernel. */
  cpuSystemSeconds?: number;
  vcpuSeconds: number[];
  /** Of each virtual processor: ready, but without a processor of the host; waiting for a disk of the host. */
  vcpuDelaySeconds?: number[];
  vcpuWaitSeconds?: number[];
  memory: {
    /** What the guest has, and what of it is not in use there (by its balloon driver). */
    totalBytes: number;
    balloonBytes?: number;
    /** What the guest's system can use at most: `totalBytes` without what its firmware and kernel keep. */
    availableBytes?: number;
    cachedBytes?: number;
    swapInBytes?: number;
    swapOutBytes?: number;
    majorFaults?: number;
    minorFaults?: number;
    unusedBytes?: number;
    usableBytes?: number;
    /** Of this machine's memory. */
    residentBytes: number;
  };
  disks: {
    name: string;
    readBytes: number;
    readRequests: number;
    readSeconds: number;
    writeBytes: number;
    writeRequests: number;
    writeSeconds: number;
    flushRequests: number;
    flushSeconds: number;
  }[];
  /** As the agent counts them. */
  interfaces: GuestTraffic[];
}

export interface GuestMeasurements {
  stats(uid: string): Promise<GuestStats>;
  /** Writes the guest's memory as an ELF core to `path`, which must not exist. The guest stands meanwhile. */
  dumpMemory(uid: string, path: string): Promise<void>;
}

export interface GuestDriver
  extends GuestPower,
    GuestConsoles,
    GuestAgent,
    GuestMigration,
    GuestDevices,
    GuestNetwork,
    GuestPorts,
    GuestSizing,
    GuestMeasurements {
  readonly name: string;
  readonly capabilities: DriverCapabilities;
  /** Finds the guests that outlived the companion and takes them over. Called once, before anything else. */
  adopt(): Promise<GuestInfo[]>;
  info(uid: string): GuestInfo | undefined;
  /** Ends of a listener's interest: call the returned function. */
  subscribe(listener: (event: GuestEvent) => void): () => void;
  /** Removes every trace of a guest that is down: folder, sockets, overlays. */
  forget(uid: string): Promise<void>;
  /**
   * Removes what survives the end of a guest: persistent EFI variables and TPM state of the VirtualMachine (or of the
   * instance without one) of this name. Called when that object is deleted.
   */
  discardState(namespace: string, name: string): Promise<void>;
  /** Lets go. With `keepGuests` the processes go on and can be adopted; otherwise they are shut down in order. */
  close(options: { keepGuests: boolean }): Promise<void>;
}
