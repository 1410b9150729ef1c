import type { GuestDefinition, GuestInfo, GuestInterface, GuestState } from '../driver';
import { arrayAt, objectAt, stringAt } from '../json';
import { parseQuantity } from '../../../contracts/quantity';
import type { AddressPool } from './addresses';
import { operatingSystemFor, type OperatingSystem } from './operating-systems';
import type { Situation } from './stages';

/** What is remembered of a simulated guest: little, because there may be ten thousand. */
export interface SimulatedGuest {
  uid: string;
  namespace: string;
  name: string;
  hostname: string;
  node: string;
  annotations: Record<string, string>;
  startPaused: boolean;
  situation: Situation;
  interfaces: GuestInterface[];
  system: OperatingSystem;
  memoryBytes: number;
  /** Name of its first disk. */
  disk: string;
  bootedAt: number;
  /** Hot-plugged volumes by name. */
  plugged: Set<string>;
  frozen: boolean;
  /** Bumped whenever the next stage is chosen anew. */
  cancelStage: () => void;
}

function systemHint(definition: GuestDefinition): string {
  const { annotations = {}, labels = {} } = definition.instance.metadata;
  const keys = ['kubevirt.io/cluster-preference-name', 'kubevirt.io/preference-name', 'vm.kubevirt.io/os'];
  const named = keys.map((key) => annotations[key]).find(Boolean);
  return named ?? labels['vm.kubevirt.io/template'] ?? definition.name;
}

/** A card with an address of the pool and a MAC address made of it. */
export function createInterface(entry: unknown, index: number, pool: AddressPool): GuestInterface {
  const address = pool.take();
  const [, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const hex = [b, c, d].map((part) => part.toString(16).padStart(2, '0')).join(':');
  return {
    name: stringAt(entry, 'name') ?? `net${index}`,
    mac: (stringAt(entry, 'macAddress') ?? `02:00:00:${hex}`).toLowerCase(),
    ips: [address],
    interfaceName: `eth${index}`,
  };
}

export function createSimulatedGuest(definition: GuestDefinition, pool: AddressPool, now: number): SimulatedGuest {
  const { spec, metadata } = definition.instance;
  const memory = spec.domain.memory?.guest ?? objectAt(spec.domain.resources, 'requests').memory;
  return {
    uid: definition.uid,
    namespace: definition.namespace,
    name: definition.name,
    hostname: spec.hostname ?? definition.name,
    node: definition.node,
    annotations: metadata.annotations ?? {},
    startPaused: definition.startPaused,
    situation: { state: 'starting', agent: 'absent', request: 'none' },
    interfaces: arrayAt(spec.domain.devices, 'interfaces').map((entry, index) => createInterface(entry, index, pool)),
    system: operatingSystemFor(systemHint(definition)),
    memoryBytes: (typeof memory === 'string' ? parseQuantity(memory) : undefined) ?? 2 ** 30,
    disk: spec.domain.devices.disks?.[0]?.name ?? 'rootdisk',
    bootedAt: now,
    plugged: new Set(),
    frozen: false,
    cancelStage: () => undefined,
  };
}

export const isUp = (state: GuestState) => state !== 'stopped' && state !== 'crashed';

/** Addresses are known as soon as it runs; names and OS only through the agent. */
export function infoOf(guest: SimulatedGuest): GuestInfo {
  const { state, agent } = guest.situation;
  const hasAddresses = state === 'running' || state === 'paused';
  const connected = agent === 'connected';
  return {
    uid: guest.uid,
    node: guest.node,
    state,
    agentConnected: connected,
    interfaces: guest.interfaces.map(({ name, mac, ips, interfaceName }) => ({
      name,
      mac,
      ips: hasAddresses ? ips : [],
      ...(connected && interfaceName ? { interfaceName } : {}),
    })),
    ...(connected ? { os: { ...guest.system } } : {}),
  };
}
