import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataSourceKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { VirtualMachine } from '../../contracts/virt';
import { Api } from '../../integration-tests/support/api';
import type { Companion } from '../../integration-tests/support/companion';
import { machine } from '../../integration-tests/support/machines';
import { eventually } from '../../integration-tests/support/wait';

const project = 'dev-team';
const name = 'boot-time';

export interface Boot {
  /** Milliseconds from the request to the first byte of the serial line. */
  ms: number;
  /** The guest's process: its folder, arguments and working folder. */
  commandLine: { guest: string; args: string[]; cwd: string };
}

const hasBytes = (file: string) => existsSync(file) && statSync(file).size > 0;

function processOf(folder: string): { args: string[]; cwd: string } | undefined {
  for (const pid of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
      if (args[0]?.includes('qemu-system') && args.some((each) => each.includes(folder))) return { args, cwd: readlinkSync(`/proc/${pid}/cwd`) };
    } catch {
      // A process that has ended meanwhile.
    }
  }
  return undefined;
}

function bootable(): VirtualMachine {
  const plain = machine({ name });
  const spec = plain.spec.template.spec;
  if (!spec) throw new Error('a machine without a template');
  return {
    ...plain,
    spec: {
      ...plain.spec,
      dataVolumeTemplates: [
        {
          metadata: { name },
          spec: { sourceRef: { kind: 'DataSource', name: 'virtdeck-guest', namespace: 'kubevirt-os-images' }, storage: { resources: { requests: { storage: '1Gi' } } } },
        },
      ],
      template: {
        spec: {
          ...spec,
          domain: { ...spec.domain, devices: { ...spec.domain.devices, disks: [{ name: 'root', disk: { bus: 'virtio' } }] } },
          volumes: [{ name: 'root', dataVolume: { name } }],
        },
      },
    },
  };
}

/** Creates a machine from the built-in volume and waits for its serial line; then stops it, so that its disk is free. */
export async function bootThroughTheApi(companion: Companion): Promise<Boot> {
  const api = new Api(companion);
  await eventually('the built-in volume is imported', async () => {
    const source = await api.get(DataSourceKind, 'virtdeck-guest', 'kubevirt-os-images');
    return source?.status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
  });
  const started = performance.now();
  await api.create(VirtualMachineKind, bootable());
  const guest = await eventually('the guest has a folder', async () => {
    const uid = (await api.get(VirtualMachineInstanceKind, name, project))?.metadata.uid;
    const folder = uid && join(companion.data, 'guests', uid);
    return folder && hasBytes(join(folder, 'serial.log')) && folder;
  });
  const ms = performance.now() - started;
  const found = processOf(guest);
  if (!found) throw new Error('the guest has no process');
  await api.request('PUT', `/apis/subresources.kubevirt.io/v1/namespaces/${project}/virtualmachines/${name}/stop`);
  await eventually('the guest is gone', async () => (await api.get(VirtualMachineInstanceKind, name, project)) === undefined);
  return { ms, commandLine: { guest, ...found } };
}

/** The same QEMU by hand: milliseconds from its start to the first byte of its serial line. */
export async function bareBoot({ guest, args, cwd }: Boot['commandLine'], data: string): Promise<number> {
  const folder = join(data, 'bare');
  const place = (text: string) => text.replaceAll(guest, folder);
  mkdirSync(place(cwd), { recursive: true });
  const [program = '', ...rest] = args.map(place);
  const started = performance.now();
  const child = spawn(program, rest, { cwd: place(cwd), stdio: 'ignore' });
  try {
    await eventually('the bare guest says something', () => hasBytes(join(folder, 'serial.log')));
    return performance.now() - started;
  } finally {
    child.kill('SIGKILL');
    const pidFile = join(place(cwd), 'qemu.pid');
    if (existsSync(pidFile)) spawn('kill', ['-9', readFileSync(pidFile, 'utf8').trim()]);
  }
}
