import type { GuestDefinition } from '../driver';
import { numberAt, objectAt } from '../json';
import { parseQuantity } from '../../../contracts/quantity';

const mebibyte = 2 ** 20;
const defaultMemory = 512 * mebibyte;

/** Blocks in which virtio-mem gives memory to a guest of x86. */
export const memoryBlock = 2 * mebibyte;

/** What a guest has grown by since its start; a migration target is built with it. */
export interface Growth {
  /** Processors plugged in, as QEMU describes them. */
  cpus: Record<string, unknown>[];
  /** Bytes asked of virtio-mem. */
  memoryBytes: number;
}

export const noGrowth: Growth = { cpus: [], memoryBytes: 0 };

const bytesOf = (quantity: unknown) => (typeof quantity === 'string' || typeof quantity === 'number' ? parseQuantity(quantity) : undefined);

/** Bytes of memory the guest sees at its start: `memory.guest`, else what the resources ask for. */
export function guestMemory(definition: GuestDefinition): number {
  const { memory, resources } = definition.instance.spec.domain;
  const asked = [memory?.guest, objectAt(resources, 'requests').memory, objectAt(resources, 'limits').memory];
  for (const quantity of asked) {
    const bytes = bytesOf(quantity);
    if (bytes) return Math.ceil(bytes / mebibyte) * mebibyte;
  }
  return defaultMemory;
}

/** Bytes by which the guest may grow while it runs. */
export function memoryHeadroom(definition: GuestDefinition): number {
  const most = bytesOf(definition.instance.spec.domain.memory?.maxGuest) ?? 0;
  return Math.max(0, Math.floor((most - guestMemory(definition)) / memoryBlock) * memoryBlock);
}

export interface Topology {
  sockets: number;
  maxSockets: number;
  /** Virtual processors in a socket. */
  perSocket: number;
  cores: number;
  threads: number;
}

export function topologyOf(definition: GuestDefinition): Topology {
  const cpu = definition.instance.spec.domain.cpu ?? {};
  const amount = (key: string) => Math.max(1, numberAt(cpu, key) ?? 1);
  const [sockets, cores, threads] = [amount('sockets'), amount('cores'), amount('threads')];
  return { sockets, cores, threads, perSocket: cores * threads, maxSockets: Math.max(sockets, amount('maxSockets')) };
}

export function topologyOption(definition: GuestDefinition): string {
  const { sockets, maxSockets, cores, threads, perSocket } = topologyOf(definition);
  return `${sockets * perSocket},maxcpus=${maxSockets * perSocket},sockets=${maxSockets},cores=${cores},threads=${threads}`;
}

/** A slot makes QEMU describe its memory to the guest as nodes, without which Linux takes no virtio-mem. */
export function memoryOption(definition: GuestDefinition): string {
  const size = guestMemory(definition);
  const headroom = memoryHeadroom(definition);
  return `size=${size / mebibyte}M${headroom > 0 ? `,slots=1,maxmem=${(size + headroom) / mebibyte}M` : ''}`;
}

/** Processors that were plugged in, and the device that gives more memory. */
export function growthArguments(definition: GuestDefinition, growth: Growth): string[] {
  const headroom = memoryHeadroom(definition);
  const memory = { driver: 'virtio-mem-pci', id: 'memory', memdev: 'headroom', bus: 'pcie.0', 'requested-size': growth.memoryBytes };
  const backend = { 'qom-type': 'memory-backend-ram', id: 'headroom', size: headroom, reserve: false };
  return [
    ...growth.cpus.flatMap((cpu) => ['-device', JSON.stringify(cpu)]),
    ...(headroom > 0 ? ['-object', JSON.stringify(backend), '-device', JSON.stringify(memory)] : []),
  ];
}
