import { NamespaceKind, VirtualMachineKind } from '../../contracts/kinds';
import { Labels } from '../../contracts/labels';
import type { VirtualMachine } from '../../contracts/virt';
import { ApiError } from '../lib/api-error';
import type { ObjectClient } from '../store/client';

const PROJECTS = 50;
/** Writes under way at once: enough to fill the store's group commits. */
const PARALLEL = 200;

const ROLES = ['web', 'db', 'cache', 'queue', 'build', 'mail', 'ldap', 'proxy', 'report', 'batch'];
const SYSTEMS = [
  { os: 'rhel9', preference: 'rhel.9', user: 'cloud-user' },
  { os: 'fedora', preference: 'fedora', user: 'fedora' },
  { os: 'centos-stream9', preference: 'centos.stream9', user: 'cloud-user' },
  { os: 'ubuntu', preference: 'ubuntu', user: 'ubuntu' },
  { os: 'windows2k22', preference: 'windows.2k22.virtio', user: 'Administrator' },
];
/** Large enough for what every preference above demands. */
const SIZES = ['u1.medium', 'u1.large', 'u1.xlarge', 'o1.medium', 'm1.large', 'cx1.large'];
const FOLDERS = ['production', 'staging', 'test', ''];
const STAGES = ['frontend', 'backend', 'platform', 'data'];

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Spreads neighbouring numbers, so that properties of machines do not march in step. */
const scatter = (index: number, salt: number) => Math.imul(index + 1, 2654435761 + salt * 40503) >>> 16;

/** Seven in ten machines run, two are off, the rest run by other strategies. */
function strategyOf(index: number): string {
  const at = scatter(index, 1) % 20;
  if (at < 14) return 'Always';
  if (at < 18) return 'Halted';
  return at === 18 ? 'RerunOnFailure' : 'Manual';
}

/** The `index`-th machine of a simulated fleet: about 5 kB of JSON once the server has filled it in. */
export function fleetMachine(index: number): VirtualMachine {
  const system = pick(SYSTEMS, scatter(index, 2));
  const role = pick(ROLES, scatter(index, 3));
  const folder = pick([...FOLDERS, 'staging'], scatter(index, 4));
  const name = `${role}-${String(index).padStart(5, '0')}`;
  const labels: Record<string, string> = {
    app: role,
    'app.kubernetes.io/part-of': pick(STAGES, scatter(index, 5)),
    'example.com/cost-center': `cc-${1000 + (scatter(index, 6) % 40)}`,
    ...(folder ? { [Labels.folder]: folder } : {}),
    ...(scatter(index, 7) % 50 === 0 ? { [Labels.deleteProtection]: 'True' } : {}),
  };
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name,
      namespace: `fleet-${String(index % PROJECTS).padStart(2, '0')}`,
      labels,
      annotations: { description: `The ${role} server number ${index} of the simulated fleet, ${system.os}.` },
    },
    spec: {
      runStrategy: strategyOf(index),
      instancetype: { kind: 'VirtualMachineClusterInstancetype', name: pick(SIZES, scatter(index, 8)) },
      preference: { kind: 'VirtualMachineClusterPreference', name: system.preference },
      template: {
        metadata: {
          labels: { 'kubevirt.io/domain': name, [Labels.vmName]: name },
          annotations: { 'vm.kubevirt.io/os': system.os, 'vm.kubevirt.io/workload': 'server' },
        },
        spec: {
          domain: {
            devices: {
              disks: [
                { name: 'rootdisk', bootOrder: 1, disk: { bus: 'virtio' } },
                { name: 'scratch', disk: { bus: 'virtio' }, serial: `SCRATCH${index}` },
                { name: 'cloudinit', disk: { bus: 'virtio' } },
              ],
              interfaces: [{ name: 'default', masquerade: {}, model: 'virtio' }],
              rng: {},
            },
          },
          networks: [{ name: 'default', pod: {} }],
          evictionStrategy: 'LiveMigrate',
          terminationGracePeriodSeconds: 180,
          volumes: [
            { name: 'rootdisk', containerDisk: { image: `quay.io/containerdisks/${system.os}:latest` } },
            { name: 'scratch', emptyDisk: { capacity: '10Gi' } },
            { name: 'cloudinit', cloudInitNoCloud: { userData: `#cloud-config\nuser: ${system.user}\nhostname: ${name}\nssh_pwauth: true\n` } },
          ],
        },
      },
    },
  };
}

async function createUnlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
  }
}

/** Brings the fleet to `count` machines over fifty projects. What exists already is left alone. */
export async function seedFleet(client: ObjectClient, count: number): Promise<void> {
  const projects = Array.from({ length: Math.min(PROJECTS, count) }, (_, index) => `fleet-${String(index).padStart(2, '0')}`);
  await Promise.all(
    projects.map((name) => createUnlessThere(() => client.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }))),
  );
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const machine = fleetMachine(next++);
      const { name, namespace } = machine.metadata;
      if (client.get(VirtualMachineKind, name, namespace)) continue;
      await createUnlessThere(() => client.create(VirtualMachineKind, machine));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}
