import { setImmediate as turn } from 'node:timers/promises';
import type { VirtualMachineInstance } from '../../contracts/virt';
import type { GuestDriver, GuestStats } from '../guests/driver';
import { numberAt } from '../guests/json';
import { isRecord } from '../lib/guards';
import type { Clock } from '../lib/clock';
import type { Labels } from './exposition';

/** KubeVirt gives a guest 20 seconds to answer; here a slow one must not hold up the others that long. */
const PATIENCE_MS = 5_000;
const AT_ONCE = 8;
/** Guests asked by one worker before others may run. */
const SLICE = 16;

/** Load averages of the guest's own system. */
export interface GuestLoad {
  one: number;
  five: number;
  fifteen: number;
}

export interface Measured {
  labels: Labels;
  stats: GuestStats;
  filesystems: readonly Record<string, unknown>[];
  load?: GuestLoad;
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

export interface Measurement {
  driver: Pick<GuestDriver, 'info' | 'stats' | 'agent'>;
  clock: Clock;
  labelsOf(instance: VirtualMachineInstance): Labels;
}

function loadOf(answer: unknown): GuestLoad | undefined {
  const [one, five, fifteen] = ['load1m', 'load5m', 'load15m'].map((key) => numberAt(answer, key));
  return one === undefined || five === undefined || fifteen === undefined ? undefined : { one, five, fifteen };
}

async function measure({ driver, clock, labelsOf }: Measurement, instance: VirtualMachineInstance): Promise<Measured | undefined> {
  const uid = instance.metadata.uid ?? '';
  const info = driver.info(uid);
  if (info?.state !== 'running' && info?.state !== 'paused') return undefined;
  const stats = await within(driver.stats(uid), clock);
  if (!stats) return undefined;
  const labels = labelsOf(instance);
  if (!info.agentConnected || info.state !== 'running') return { labels, stats, filesystems: [] };
  const disks = await within(driver.agent(uid, 'guest-get-fsinfo'), clock);
  // Agents before QEMU 10 do not know it.
  const load = loadOf(await within(driver.agent(uid, 'guest-get-load'), clock));
  return { labels, stats, filesystems: Array.isArray(disks) ? disks.filter(isRecord) : [], ...(load ? { load } : {}) };
}

/** Asks running guests for their counters, a few at a time; the answers are in the order of `running`. */
export async function measureGuests(measurement: Measurement, running: readonly VirtualMachineInstance[]): Promise<Measured[]> {
  const measured: (Measured | undefined)[] = [];
  let next = 0;
  const worker = async () => {
    for (let taken = 1; next < running.length; taken += 1) {
      const index = next++;
      const instance = running[index];
      if (instance) measured[index] = await measure(measurement, instance);
      if (taken % SLICE === 0) await turn();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return measured.filter((each) => each !== undefined);
}
