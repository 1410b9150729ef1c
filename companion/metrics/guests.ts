import { setImmediate as turn } from 'node:timers/promises';
import type { VirtualMachineInstance } from '../../contracts/virt';
import type { GuestDriver, GuestStats } from '../guests/driver';
import { numberAt, stringAt } from '../guests/json';
import { isRecord } from '../lib/guards';
import type { Clock } from '../lib/clock';
import type { Exposition, Labels, Sampler } from './exposition';
import { guestLabels } from './instances';

/** KubeVirt gives a guest 20 seconds to answer; here a slow one must not hold up the others that long. */
const PATIENCE_MS = 5_000;
const AT_ONCE = 8;

export interface Measured {
  labels: Labels;
  stats: GuestStats;
  filesystems: readonly Record<string, unknown>[];
}

function within<T>(promise: Promise<T>, clock: Clock): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(PATIENCE_MS, () => resolve(undefined));
    const done = (value: T | undefined) => {
      cancel();
      resolve(value);
    };
    // A guest that ends while it is asked is no fault.
    promise.then(done, () => done(undefined));
  });
}

type Meter = Pick<GuestDriver, 'info' | 'stats' | 'agent'>;

async function measure(driver: Meter, clock: Clock, instance: VirtualMachineInstance): Promise<Measured | undefined> {
  const uid = instance.metadata.uid ?? '';
  const info = driver.info(uid);
  if (info?.state !== 'running' && info?.state !== 'paused') return undefined;
  const stats = await within(driver.stats(uid), clock);
  if (!stats) return undefined;
  const answer = info.agentConnected && info.state === 'running' ? await within(driver.agent(uid, 'guest-get-fsinfo'), clock) : undefined;
  return { labels: guestLabels(instance), stats, filesystems: Array.isArray(answer) ? answer.filter(isRecord) : [] };
}

/** Asks running guests for their counters, a few at a time. */
export async function measureGuests(driver: Meter, clock: Clock, running: readonly VirtualMachineInstance[]): Promise<Measured[]> {
  const waiting = [...running];
  const measured: Measured[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await measure(driver, clock, next);
      if (result) measured.push(result);
      await turn();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return measured.sort((a, b) => (`${a.labels.namespace}/${a.labels.name}` < `${b.labels.namespace}/${b.labels.name}` ? -1 : 1));
}

/** A row per guest: name, help and where the value is; guests that cannot tell have none. */
type Row<T> = [name: string, help: string, value: (from: T) => number | undefined];

function sample<T>(sampler: (name: string, help: string) => Sampler, rows: readonly Row<T>[], items: readonly { labels: Labels; from: T }[]): void {
  for (const [name, help, read] of rows) {
    const write = sampler(name, help);
    for (const { labels, from } of items) {
      const value = read(from);
      if (value !== undefined) write(labels, value);
    }
  }
}

const CPU: readonly Row<GuestStats>[] = [
  ['kubevirt_vmi_cpu_usage_seconds_total', 'Host CPU time of the guest.', (stats) => stats.cpuSeconds],
  ['kubevirt_vmi_cpu_system_usage_seconds_total', 'Host CPU time of the guest in the kernel.', (stats) => stats.cpuSystemSeconds],
  [
    'kubevirt_vmi_cpu_user_usage_seconds_total',
    'Host CPU time of the guest outside the kernel.',
    (stats) => (stats.cpuSystemSeconds === undefined ? undefined : stats.cpuSeconds - stats.cpuSystemSeconds),
  ],
];

type Memory = GuestStats['memory'];

const MEMORY: readonly Row<Memory>[] = [
  ['kubevirt_vmi_memory_domain_bytes', 'Memory of the guest.', (memory) => memory.totalBytes],
  ['kubevirt_vmi_memory_resident_bytes', 'Memory of the host that the guest occupies.', (memory) => memory.residentBytes],
  ['kubevirt_vmi_memory_actual_balloon_bytes', 'Size the balloon leaves to the guest.', (memory) => memory.balloonBytes],
  ['kubevirt_vmi_memory_available_bytes', 'Memory the system of the guest can use.', (memory) => memory.availableBytes],
  ['kubevirt_vmi_memory_usable_bytes', 'Memory the guest could free without swapping.', (memory) => memory.usableBytes],
  ['kubevirt_vmi_memory_unused_bytes', 'Memory that lies idle in the guest.', (memory) => memory.unusedBytes],
  ['kubevirt_vmi_memory_cached_bytes', 'Page cache of the guest.', (memory) => memory.cachedBytes],
  ['kubevirt_vmi_memory_swap_in_traffic_bytes', 'What the guest has read back from swap.', (memory) => memory.swapInBytes],
  ['kubevirt_vmi_memory_swap_out_traffic_bytes', 'What the guest has written to swap.', (memory) => memory.swapOutBytes],
];

const FAULTS: readonly Row<Memory>[] = [
  ['kubevirt_vmi_memory_pgmajfault_total', 'Page faults of the guest that needed its disk.', (memory) => memory.majorFaults],
  ['kubevirt_vmi_memory_pgminfault_total', 'Page faults of the guest that needed no disk.', (memory) => memory.minorFaults],
];

const DISKS: readonly Row<GuestStats['disks'][number]>[] = [
  ['kubevirt_vmi_storage_read_traffic_bytes_total', 'Bytes read.', (disk) => disk.readBytes],
  ['kubevirt_vmi_storage_write_traffic_bytes_total', 'Bytes written.', (disk) => disk.writeBytes],
  ['kubevirt_vmi_storage_iops_read_total', 'Read requests.', (disk) => disk.readRequests],
  ['kubevirt_vmi_storage_iops_write_total', 'Write requests.', (disk) => disk.writeRequests],
  ['kubevirt_vmi_storage_read_times_seconds_total', 'Time spent in reads.', (disk) => disk.readSeconds],
  ['kubevirt_vmi_storage_write_times_seconds_total', 'Time spent in writes.', (disk) => disk.writeSeconds],
  ['kubevirt_vmi_storage_flush_requests_total', 'Flush requests.', (disk) => disk.flushRequests],
  ['kubevirt_vmi_storage_flush_times_seconds_total', 'Time spent in flushes.', (disk) => disk.flushSeconds],
];

const INTERFACES: readonly Row<GuestStats['interfaces'][number]>[] = [
  ['kubevirt_vmi_network_receive_bytes_total', 'Bytes received.', (card) => card.receiveBytes],
  ['kubevirt_vmi_network_receive_packets_total', 'Packets received.', (card) => card.receivePackets],
  ['kubevirt_vmi_network_transmit_bytes_total', 'Bytes sent.', (card) => card.transmitBytes],
  ['kubevirt_vmi_network_transmit_packets_total', 'Packets sent.', (card) => card.transmitPackets],
];

function sampleProcessors(out: Exposition, guests: readonly Measured[]): void {
  const time = out.counter('kubevirt_vmi_vcpu_seconds_total', 'Time of each virtual CPU by state.');
  const delay = out.counter('kubevirt_vmi_vcpu_delay_seconds_total', 'Time a virtual CPU waited for a CPU of the host.');
  const wait = out.counter('kubevirt_vmi_vcpu_wait_seconds_total', 'Time a virtual CPU waited for a disk of the host.');
  for (const { labels, stats } of guests) {
    stats.vcpuSeconds.forEach((value, index) => {
      const id = String(index);
      time({ ...labels, id, state: 'running' }, value);
      delay({ ...labels, id }, stats.vcpuDelaySeconds?.[index] ?? Number.NaN);
      wait({ ...labels, id }, stats.vcpuWaitSeconds?.[index] ?? Number.NaN);
    });
  }
}

function sampleFilesystems(out: Exposition, guests: readonly Measured[]): void {
  const capacity = out.gauge('kubevirt_vmi_filesystem_capacity_bytes', 'Size of a filesystem of the guest.');
  const used = out.gauge('kubevirt_vmi_filesystem_used_bytes', 'Use of a filesystem of the guest.');
  for (const { labels, filesystems } of guests) {
    for (const each of filesystems) {
      const at = {
        ...labels,
        disk_name: stringAt(each, 'name') ?? '',
        mount_point: stringAt(each, 'mountpoint') ?? '',
        file_system_type: stringAt(each, 'type') ?? '',
      };
      capacity(at, numberAt(each, 'total-bytes') ?? Number.NaN);
      used(at, numberAt(each, 'used-bytes') ?? Number.NaN);
    }
  }
}

/** What virt-handler says about running guests. */
export function collectGuests(out: Exposition, guests: readonly Measured[]): void {
  const gauge = out.gauge.bind(out);
  const counter = out.counter.bind(out);
  const memories = guests.map(({ labels, stats }) => ({ labels, from: stats.memory }));
  sample(counter, CPU, guests.map(({ labels, stats }) => ({ labels, from: stats })));
  sample(gauge, MEMORY, memories);
  sample(counter, FAULTS, memories);
  sample(counter, DISKS, guests.flatMap(({ labels, stats }) => stats.disks.map((from) => ({ labels: { ...labels, drive: from.name }, from }))));
  sample(counter, INTERFACES, guests.flatMap(({ labels, stats }) => stats.interfaces.map((from) => ({ labels: { ...labels, interface: from.name }, from }))));
  sampleProcessors(out, guests);
  sampleFilesystems(out, guests);
}
