import { isRecord } from '../../lib/guards';
import type { GuestInterface, GuestTraffic } from '../driver';
import { arrayAt, numberAt, stringAt } from '../json';

/** An interface as the guest names it. */
export interface SeenInterface {
  interfaceName: string;
  mac: string;
  ips: string[];
}

/** Keys of `guest-get-osinfo` as `vmi.status.guestOSInfo` spells them. */
const osKeys: [agent: string, status: string][] = [
  ['id', 'id'],
  ['name', 'name'],
  ['pretty-name', 'prettyName'],
  ['version', 'version'],
  ['version-id', 'versionId'],
  ['kernel-release', 'kernelRelease'],
  ['kernel-version', 'kernelVersion'],
  ['machine', 'machine'],
];

/** Text of the guest: bounded, because a guest may say anything. */
const bounded = (text: string) => text.slice(0, 256);

export function readOsInfo(answer: unknown): Record<string, string> {
  return Object.fromEntries(
    osKeys.flatMap(([agent, status]) => {
      const value = stringAt(answer, agent);
      return value === undefined ? [] : [[status, bounded(value)]];
    }),
  );
}

const isAddress = (text: string | undefined): text is string => text !== undefined && /^[0-9a-fA-F.:]{2,45}$/.test(text);

/** Answer of `guest-network-get-interfaces` without the loopback; IPv4 addresses first. */
export function readInterfaces(answer: unknown): SeenInterface[] {
  if (!Array.isArray(answer)) return [];
  return answer.filter(isRecord).flatMap((entry) => {
    const interfaceName = stringAt(entry, 'name');
    if (!interfaceName || interfaceName === 'lo') return [];
    const addresses = arrayAt(entry, 'ip-addresses').map((address) => stringAt(address, 'ip-address')).filter(isAddress);
    const ips = [...addresses.filter((ip) => !ip.includes(':')), ...addresses.filter((ip) => ip.includes(':'))];
    return [{ interfaceName: bounded(interfaceName), mac: bounded(stringAt(entry, 'hardware-address') ?? '').toLowerCase(), ips }];
  });
}

export const isLinkLocal = (ip: string) => ip.toLowerCase().startsWith('fe80:');

/** Joins what the driver gave with what the guest says; interfaces the guest made itself come last. */
export function mergeInterfaces(given: GuestInterface[], seen: SeenInterface[]): GuestInterface[] {
  const known = given.map((card) => {
    const match = seen.find((candidate) => candidate.mac === card.mac);
    if (!match) return card;
    // Until the guest has taken its address by DHCP it knows only the one it made itself.
    const ips = match.ips.some((ip) => !isLinkLocal(ip)) ? match.ips : [...card.ips, ...match.ips];
    return { ...card, ips, interfaceName: match.interfaceName };
  });
  const own = seen.filter((candidate) => !given.some((card) => card.mac === candidate.mac));
  return [...known, ...own.map(({ interfaceName, mac, ips }) => ({ name: interfaceName, mac, ips, interfaceName }))];
}

export type Traffic = Omit<GuestTraffic, 'name'>;

/** The counters in the answer of `guest-network-get-interfaces`, by MAC address. */
export function readTraffic(answer: unknown): Map<string, Traffic> {
  const entries = Array.isArray(answer) ? answer.filter(isRecord) : [];
  return new Map(
    entries.flatMap((entry) => {
      const count = (key: string) => numberAt(entry.statistics, key) ?? 0;
      const traffic = {
        receiveBytes: count('rx-bytes'),
        receivePackets: count('rx-packets'),
        receiveErrors: count('rx-errs'),
        receiveDropped: count('rx-dropped'),
        transmitBytes: count('tx-bytes'),
        transmitPackets: count('tx-packets'),
        transmitErrors: count('tx-errs'),
        transmitDropped: count('tx-dropped'),
      };
      return isRecord(entry.statistics) ? [[(stringAt(entry, 'hardware-address') ?? '').toLowerCase(), traffic] as const] : [];
    }),
  );
}
