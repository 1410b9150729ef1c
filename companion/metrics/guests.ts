import type { GuestStats } from '../guests/driver';
import { numberAt, stringAt } from '../guests/json';
import type { Exposition, Labels, Sampler } from './exposition';
import type { GuestLoad, Measured } from './measure-guests';

/** A row per guest: name, help and where the value is; guests that cannot tell have none. */
type Row<T> = [name: string, help: string, value: (from: T) => number | undefined];

/** What lists of machines and cards of the busiest ones show. */
const LISTED: ReadonlySet<string> = new Set([
  'kubevirt_vmi_cpu_usage_seconds_total',
  'kubevirt_vmi_memory_domain_bytes',
  'kubevirt_vmi_memory_available_bytes',
  'kubevirt_vmi_memory_usable_bytes',
  'kubevirt_vmi_memory_swap_in_traffic_bytes',
  'kubevirt_vmi_memory_swap_out_traffic_bytes',
  'kubevirt_vmi_storage_read_traffic_bytes_total',
  'kubevirt_vmi_storage_write_traffic_bytes_total',
  'kubevirt_vmi_storage_iops_read_total',
  'kubevirt_vmi_storage_iops_write_total',
  'kubevirt_vmi_network_receive_bytes_total',
  'kubevirt_vmi_network_transmit_bytes_total',
]);

/** `listed`: only what lists of many machines show, so that Prometheus can keep the series of ten thousand guests. */
export type Detail = 'all' | 'listed';

interface Sheet {
  sampler(name: string, help: string): Sampler;
  detail: Detail;
}

function sample<T>({ sampler, detail }: Sheet, rows: readonly Row<T>[], items: readonly { labels: Labels; from: T }[]): void {
  const shown = rows.filter(([name]) => detail === 'all' || LISTED.has(name));
  const columns = shown.map(([name, help, read]) => ({ write: sampler(name, help), read }));
  for (const { labels, from } of items) {
    for (const { write, read } of columns) {
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
  ['kubevirt_vmi_network_receive_errors_total', 'Errors in receiving.', (card) => card.receiveErrors],
  ['kubevirt_vmi_network_receive_packets_dropped_total', 'Received packets that were dropped.', (card) => card.receiveDropped],
  ['kubevirt_vmi_network_transmit_bytes_total', 'Bytes sent.', (card) => card.transmitBytes],
  ['kubevirt_vmi_network_transmit_packets_total', 'Packets sent.', (card) => card.transmitPackets],
  ['kubevirt_vmi_network_transmit_errors_total', 'Errors in sending.', (card) => card.transmitErrors],
  ['kubevirt_vmi_network_transmit_packets_dropped_total', 'Packets to send that were dropped.', (card) => card.transmitDropped],
];

const LOAD: readonly Row<GuestLoad>[] = [
  ['kubevirt_vmi_guest_load_1m', 'Load of the guest, average of a minute.', (load) => load.one],
  ['kubevirt_vmi_guest_load_5m', 'Load of the guest, average of 5 minutes.', (load) => load.five],
  ['kubevirt_vmi_guest_load_15m', 'Load of the guest, average of 15 minutes.', (load) => load.fifteen],
];

function sampleProcessors(out: Exposition, guests: readonly Measured[], detail: Detail): void {
  const time = out.counter('kubevirt_vmi_vcpu_seconds_total', 'Time of each virtual CPU by state.');
  const delay = out.counter('kubevirt_vmi_vcpu_delay_seconds_total', 'Time a virtual CPU waited for a CPU of the host.');
  const wait = out.counter('kubevirt_vmi_vcpu_wait_seconds_total', 'Time a virtual CPU waited for a disk of the host.');
  for (const { labels, stats } of guests) {
    stats.vcpuSeconds.forEach((value, index) => {
      const at = { ...labels, id: String(index) };
      time({ ...at, state: 'running' }, value);
      wait(at, stats.vcpuWaitSeconds?.[index] ?? Number.NaN);
      if (detail === 'all') delay(at, stats.vcpuDelaySeconds?.[index] ?? Number.NaN);
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
export function collectGuests(out: Exposition, guests: readonly Measured[], detail: Detail): void {
  const gauges: Sheet = { sampler: (name, help) => out.gauge(name, help), detail };
  const counters: Sheet = { sampler: (name, help) => out.counter(name, help), detail };
  const memories = guests.map(({ labels, stats }) => ({ labels, from: stats.memory }));
  sample(counters, CPU, guests.map(({ labels, stats }) => ({ labels, from: stats })));
  sample(gauges, MEMORY, memories);
  sample(counters, FAULTS, memories);
  sample(counters, DISKS, guests.flatMap(({ labels, stats }) => stats.disks.map((from) => ({ labels: { ...labels, drive: from.name }, from }))));
  sample(counters, INTERFACES, guests.flatMap(({ labels, stats }) => stats.interfaces.map((from) => ({ labels: { ...labels, interface: from.name }, from }))));
  sample(gauges, LOAD, guests.flatMap(({ labels, load }) => (load ? [{ labels, from: load }] : [])));
  sampleProcessors(out, guests, detail);
  sampleFilesystems(out, guests);
}
