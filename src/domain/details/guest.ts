import { at, count, records, text } from '../read';

export interface GuestFacts {
  hostname: string;
  os: string;
  kernel: string;
  timezone: string;
  agentVersion: string;
  users: GuestUser[];
  fileSystems: GuestFileSystem[];
}

export interface GuestUser {
  name: string;
  domain: string;
  /** Epoch milliseconds. */
  since: number;
}

export interface GuestFileSystem {
  disk: string;
  mount: string;
  type: string;
  used: number;
  total: number;
}

/** The zone and its offset are joined by a comma: `UTC, 0`. */
function zoneOf(timezone: string): string {
  const [zone = '', offset] = timezone.split(',').map((part) => part.trim());
  const seconds = Number(offset);
  if (offset === undefined || !Number.isFinite(seconds) || seconds === 0) return zone;
  const hours = Math.abs(seconds) / 3600;
  return `${zone} (UTC${seconds < 0 ? '−' : '+'}${Number.isInteger(hours) ? hours : hours.toFixed(2)})`;
}

/** What the guest agent says (KubeVirt: VirtualMachineInstanceGuestAgentInfo). */
export function guestFacts(info: unknown): GuestFacts {
  const os = at(info, 'os');
  return {
    hostname: text(info, 'hostname'),
    os: text(os, 'prettyName') || [text(os, 'name'), text(os, 'version')].filter((part) => part !== '').join(' '),
    kernel: text(os, 'kernelRelease'),
    timezone: zoneOf(text(info, 'timezone')),
    agentVersion: text(info, 'guestAgentVersion'),
    users: records(info, 'userList').map((user) => ({
      name: text(user, 'userName'),
      domain: text(user, 'domain'),
      since: count(user, 'loginTime') * 1000,
    })),
    fileSystems: records(info, 'fsInfo', 'disks').map((each) => ({
      disk: text(each, 'diskName'),
      mount: text(each, 'mountPoint'),
      type: text(each, 'fileSystemType'),
      used: count(each, 'usedBytes'),
      total: count(each, 'totalBytes'),
    })),
  };
}
