import { readFile } from 'node:fs/promises';
import { isRecord } from '../../lib/guards';
import type { GuestStats } from '../driver';
import { arrayAt, numberAt, objectAt, stringAt } from '../json';
import { readTraffic } from './agent-facts';
import { nodeName } from './disk-arguments';
import type { QemuGuest } from './guest';
import type { QemuProcess } from './process';

/** Linux counts processor time for /proc in hundredths of a second (USER_HZ) on every architecture KVM and TCG run on. */
const ticksPerSecond = 100;
const pageBytes = 4096;
const balloonPath = '/machine/peripheral/balloon';
const pollingSeconds = 10;

/** Fields of a `stat` file of proc(5), by the numbers of its manual page, after the name in parentheses. */
async function statFields(path: string): Promise<(field: number) => number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (field) => Number(fields[field - 3] ?? 0) / ticksPerSecond;
}

/** Processor time in user mode and in the kernel (utime, stime). */
async function cpuTime(path: string): Promise<{ cpuSeconds: number; cpuSystemSeconds: number }> {
  const field = await statFields(path);
  return { cpuSeconds: field(14) + field(15), cpuSystemSeconds: field(15) };
}

/** The scheduler's own account of a thread, in nanoseconds: on a processor, waiting for one. */
async function schedule(task: string): Promise<{ run: number; delay: number }> {
  const [run = 0, delay = 0] = (await readFile(`${task}/schedstat`, 'utf8').catch(() => '')).split(' ').map(Number);
  return { run: run / 1e9, delay: delay / 1e9 };
}

async function vcpuTimes({ qmp, pid }: QemuProcess): Promise<Pick<GuestStats, 'vcpuSeconds' | 'vcpuDelaySeconds' | 'vcpuWaitSeconds'>> {
  const cpus: unknown = await qmp.execute('query-cpus-fast');
  const tasks = arrayAt({ cpus }, 'cpus').map((cpu) => `/proc/${pid}/task/${numberAt(cpu, 'thread-id') ?? 0}`);
  const times = await Promise.all(tasks.map(schedule));
  // Field 42 of proc(5): delayacct_blkio_ticks.
  const waits = await Promise.all(tasks.map(async (task) => (await statFields(`${task}/stat`))(42)));
  return { vcpuSeconds: times.map(({ run }) => run), vcpuDelaySeconds: times.map(({ delay }) => delay), vcpuWaitSeconds: waits };
}

/** The balloon driver of the guest tells what is free, when it has been asked to. */
async function balloonStats(qmp: QemuProcess['qmp']): Promise<Record<string, unknown>> {
  try {
    const answer = await qmp.execute('qom-get', { path: balloonPath, property: 'guest-stats' });
    if (numberAt(answer, 'last-update') === 0) await qmp.execute('qom-set', { path: balloonPath, property: 'guest-stats-polling-interval', value: pollingSeconds });
    return objectAt(answer, 'stats');
  } catch {
    return {};
  }
}

async function balloonSize(qmp: QemuProcess['qmp']): Promise<number | undefined> {
  return numberAt(await qmp.execute('query-balloon').catch(() => undefined), 'actual');
}

async function memoryStats({ qmp, pid }: QemuProcess): Promise<GuestStats['memory']> {
  const size = await qmp.execute('query-memory-size-summary');
  const resident = Number((await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '0 0')).split(' ')[1]);
  const balloon = await balloonStats(qmp);
  /** QEMU says -1 for what the guest has not told. */
  const known = (key: string) => {
    const value = numberAt(balloon, key);
    return value !== undefined && value >= 0 && value < Number.MAX_SAFE_INTEGER ? value : undefined;
  };
  const told = (key: keyof GuestStats['memory'], value: number | undefined) => (value === undefined ? {} : { [key]: value });
  return {
    totalBytes: (numberAt(size, 'base-memory') ?? 0) + (numberAt(size, 'plugged-memory') ?? 0),
    residentBytes: resident * pageBytes,
    ...told('balloonBytes', await balloonSize(qmp)),
    ...told('availableBytes', known('stat-total-memory')),
    ...told('unusedBytes', known('stat-free-memory')),
    ...told('usableBytes', known('stat-available-memory')),
    ...told('cachedBytes', known('stat-disk-caches')),
    ...told('swapInBytes', known('stat-swap-in')),
    ...told('swapOutBytes', known('stat-swap-out')),
    ...told('majorFaults', known('stat-major-faults')),
    ...told('minorFaults', known('stat-minor-faults')),
  };
}

async function diskStats(guest: QemuGuest, qmp: QemuProcess['qmp']): Promise<GuestStats['disks']> {
  const devices: unknown = await qmp.execute('query-blockstats');
  const found = arrayAt({ devices }, 'devices').filter(isRecord);
  return guest.record.disks.flatMap((disk) => {
    const entry = found.find((device) => stringAt(device, 'node-name') === nodeName(disk.name));
    if (!entry) return [];
    const count = (key: string) => numberAt(entry.stats, key) ?? 0;
    const seconds = (key: string) => count(key) / 1e9;
    return [
      {
        name: disk.name,
        readBytes: count('rd_bytes'),
        readRequests: count('rd_operations'),
        readSeconds: seconds('rd_total_time_ns'),
        writeBytes: count('wr_bytes'),
        writeRequests: count('wr_operations'),
        writeSeconds: seconds('wr_total_time_ns'),
        flushRequests: count('flush_operations'),
        flushSeconds: seconds('flush_total_time_ns'),
      },
    ];
  });
}

/** User-mode networks count nothing: the guest's own counters are asked for. */
async function interfaceStats(guest: QemuGuest): Promise<GuestStats['interfaces']> {
  if (!guest.agent.facts) return [];
  const traffic = readTraffic(await guest.agent.execute('guest-network-get-interfaces').catch(() => undefined));
  return guest.record.interfaces.flatMap(({ name, mac }) => {
    const seen = traffic.get(mac);
    return seen ? [{ name, ...seen }] : [];
  });
}

/** What the guest has used so far. */
export async function guestStats(guest: QemuGuest): Promise<GuestStats> {
  const running = guest.running();
  return {
    ...(await cpuTime(`/proc/${running.pid}/stat`)),
    ...(await vcpuTimes(running)),
    memory: await memoryStats(running),
    disks: await diskStats(guest, running.qmp),
    interfaces: await interfaceStats(guest),
  };
}
