import { isRecord } from '../../lib/guards';
import type { AggregatedResponse } from '../definition';
import { json, missing, plain, refused } from './answers';
import { type Call, findInstance, type Handler, hasCondition, isRunning } from './context';

const VMI = 'virtualmachineinstance';

/** Refusals of the guest-information GETs are plain text with code 500: virt-api writes the bare error. */
async function whenConnected(call: Call, answer: (ask: Ask) => Promise<unknown>): Promise<AggregatedResponse> {
  const vmi = findInstance(call);
  if (!vmi) return plain(500, missing(VMI, call.name).message);
  if (!isRunning(vmi)) return plain(500, refused(VMI, call.name, 'VMI is not running').message);
  if (!hasCondition(vmi, 'AgentConnected')) return plain(500, refused(VMI, call.name, 'VMI does not have guest agent connected').message);
  const uid = vmi.metadata.uid ?? '';
  try {
    return json(await answer((command) => call.context.driver.agent(uid, command)));
  } catch (error) {
    return plain(500, error instanceof Error ? error.message : String(error));
  }
}

type Ask = (command: string) => Promise<unknown>;

const record = (value: unknown) => (isRecord(value) ? value : {});
const list = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const quiet = (promise: Promise<unknown>) => promise.catch(() => undefined);

async function users(ask: Ask): Promise<object[]> {
  return list(await ask('guest-get-users')).map((user) => ({
    userName: text(user.user),
    ...(user.domain ? { domain: text(user.domain) } : {}),
    ...(typeof user['login-time'] === 'number' ? { loginTime: user['login-time'] } : {}),
  }));
}

async function fileSystems(ask: Ask): Promise<object[]> {
  return list(await ask('guest-get-fsinfo')).map((entry) => ({
    diskName: text(entry.name),
    mountPoint: text(entry.mountpoint),
    fileSystemType: text(entry.type),
    usedBytes: Number(entry['used-bytes'] ?? 0),
    totalBytes: Number(entry['total-bytes'] ?? 0),
    disk: list(entry.disk).map((disk) => ({ ...(disk.serial ? { serial: text(disk.serial) } : {}), busType: text(disk['bus-type']) })),
  }));
}

async function everything(ask: Ask): Promise<object> {
  const [info, os, host, zone, userList, disks, frozen] = await Promise.all([
    ask('guest-info'),
    quiet(ask('guest-get-osinfo')),
    quiet(ask('guest-get-host-name')),
    quiet(ask('guest-get-timezone')),
    quiet(users(ask)),
    quiet(fileSystems(ask)),
    quiet(ask('guest-fsfreeze-status')),
  ]);
  const system = record(os);
  return {
    guestAgentVersion: text(record(info).version),
    supportedCommands: list(record(info).supported_commands).map(({ name, enabled }) => ({ name: text(name), enabled: enabled === true })),
    hostname: text(record(host)['host-name']),
    os: {
      name: text(system.name),
      kernelRelease: text(system['kernel-release']),
      version: text(system.version),
      prettyName: text(system['pretty-name']),
      versionId: text(system['version-id']),
      kernelVersion: text(system['kernel-version']),
      machine: text(system.machine),
      id: text(system.id),
    },
    timezone: [text(record(zone).zone), record(zone).offset].filter((part) => part !== '' && part !== undefined).join(', '),
    userList: userList ?? [],
    fsInfo: { disks: disks ?? [] },
    ...(frozen === 'frozen' ? { fsFreezeStatus: 'frozen' } : {}),
  };
}

export const guestOsInfo: Handler = (call) => whenConnected(call, everything);
export const userList: Handler = (call) => whenConnected(call, async (ask) => ({ metadata: {}, items: await users(ask) }));
export const fileSystemList: Handler = (call) => whenConnected(call, async (ask) => ({ metadata: {}, items: await fileSystems(ask) }));
