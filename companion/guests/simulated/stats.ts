import { createHash } from 'node:crypto';
import type { GuestStats } from '../driver';
import type { SimulatedGuest } from './simulated-guest';

const wavePeriod = 600;
const sectorBytes = 4096;
const frameBytes = 900;

/** Four numbers 0…1 that belong to this guest. */
function character(uid: string): [number, number, number, number] {
  const digest = createHash('sha256').update(uid).digest();
  const part = (index: number) => digest.readUInt16BE(index * 2) / 0xffff;
  return [part(0), part(1), part(2), part(3)];
}

/** Area below a load that swings between nothing and twice its mean: counters made of it never go back. */
const swinging = (mean: number, seconds: number, phase: number) => {
  const speed = (2 * Math.PI) / wavePeriod;
  const area = (at: number) => at - Math.sin(speed * at + 2 * Math.PI * phase) / speed;
  return mean * (area(seconds) - area(0));
};

/** Counters of a guest that has been busy in its own way since it booted. */
export function simulatedStats(guest: SimulatedGuest, now: number): GuestStats {
  const seconds = Math.max(0, (now - guest.bootedAt) / 1000);
  const [load, memory, traffic, phase] = character(guest.uid);
  const cpuSeconds = swinging(0.02 + load * load * 0.6, seconds, phase);
  const used = 0.2 + 0.6 * memory;
  const bytes = Math.round(swinging(2 ** (10 + 10 * traffic), seconds, phase));
  return {
    cpuSeconds,
    cpuSystemSeconds: cpuSeconds / 5,
    vcpuSeconds: [cpuSeconds],
    vcpuDelaySeconds: [cpuSeconds / 50],
    vcpuWaitSeconds: [cpuSeconds / 100],
    memory: {
      totalBytes: guest.memoryBytes,
      balloonBytes: guest.memoryBytes,
      availableBytes: guest.memoryBytes,
      cachedBytes: Math.round(guest.memoryBytes * used * 0.3),
      swapInBytes: Math.round(bytes / 1000),
      swapOutBytes: Math.round(bytes / 2000),
      majorFaults: Math.round(seconds / 30),
      minorFaults: Math.round(seconds * 40),
      unusedBytes: Math.round(guest.memoryBytes * (1 - used) * 0.6),
      usableBytes: Math.round(guest.memoryBytes * (1 - used)),
      residentBytes: Math.round(guest.memoryBytes * used),
    },
    disks: [
      {
        name: guest.disk,
        readBytes: bytes,
        readRequests: Math.round(bytes / sectorBytes),
        readSeconds: bytes / 2e8,
        writeBytes: Math.round(bytes / 2),
        writeRequests: Math.round(bytes / 2 / sectorBytes),
        writeSeconds: bytes / 2e8,
        flushRequests: Math.round(seconds / 5),
        flushSeconds: seconds / 5_000,
      },
    ],
    interfaces: guest.interfaces.map(({ name }) => ({
      name,
      receiveBytes: bytes,
      receivePackets: Math.round(bytes / frameBytes),
      receiveErrors: 0,
      receiveDropped: Math.floor(seconds / 3_600),
      transmitBytes: Math.round(bytes / 3),
      transmitPackets: Math.round(bytes / 3 / frameBytes),
      transmitErrors: 0,
      transmitDropped: 0,
    })),
  };
}
