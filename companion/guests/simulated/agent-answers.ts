import { GuestError } from '../guest-error';
import type { GuestInterface } from '../driver';
import type { OperatingSystem } from './operating-systems';

export interface AgentHost {
  hostname: string;
  system: OperatingSystem;
  interfaces: GuestInterface[];
  bootedAt: number;
  frozen: boolean;
}

const gibibyte = 2 ** 30;

const queries: Record<string, (host: AgentHost) => unknown> = {
  'guest-ping': () => ({}),
  'guest-info': () => ({ version: '9.2.0', supported_commands: Object.keys(queries).map((name) => ({ name, enabled: true, 'success-response': true })) }),
  'guest-get-osinfo': ({ system }) => ({
    id: system.id,
    name: system.name,
    'pretty-name': system.prettyName,
    version: system.version,
    'version-id': system.versionId,
    'kernel-release': system.kernelRelease,
    'kernel-version': system.kernelVersion,
    machine: system.machine,
  }),
  'guest-get-host-name': ({ hostname }) => ({ 'host-name': hostname }),
  'guest-get-timezone': () => ({ zone: 'UTC', offset: 0 }),
  'guest-get-users': ({ system, bootedAt }) => [{ user: system.id === 'mswindows' ? 'Administrator' : 'cloud-user', 'login-time': bootedAt / 1000 }],
  'guest-get-fsinfo': () => [
    { name: 'vda1', mountpoint: '/', type: 'xfs', 'used-bytes': 2.5 * gibibyte, 'total-bytes': 30 * gibibyte, disk: [{ 'bus-type': 'virtio', bus: 0, target: 0, unit: 0 }] },
  ],
  'guest-get-load': ({ bootedAt }) => {
    const load = (1 + Math.sin(bootedAt)) / 2;
    return { load1m: load, load5m: load * 0.9, load15m: load * 0.8 };
  },
  'guest-network-get-interfaces': ({ interfaces }) => [
    { name: 'lo', 'hardware-address': '00:00:00:00:00:00', 'ip-addresses': [{ 'ip-address-type': 'ipv4', 'ip-address': '127.0.0.1', prefix: 8 }] },
    ...interfaces.map(({ interfaceName, mac, ips }) => ({
      name: interfaceName,
      'hardware-address': mac,
      'ip-addresses': ips.map((address) => ({ 'ip-address-type': 'ipv4', 'ip-address': address, prefix: 24 })),
    })),
  ],
  'guest-fsfreeze-status': ({ frozen }) => (frozen ? 'frozen' : 'thawed'),
  'guest-fsfreeze-freeze': (host) => {
    host.frozen = true;
    return 1;
  },
  'guest-fsfreeze-thaw': (host) => {
    const thawed = host.frozen ? 1 : 0;
    host.frozen = false;
    return thawed;
  },
  'guest-set-user-password': () => ({}),
  'guest-ssh-add-authorized-keys': () => ({}),
};

/** What the agent inside the guest would say. */
export function answerAgent(host: AgentHost, command: string): unknown {
  const query = Object.hasOwn(queries, command) ? queries[command] : undefined;
  if (!query) throw new GuestError('Failed', `The command ${command} has not been found`);
  return query(host);
}
