import type { VirtualMachine } from '../../contracts/virt';

export interface MachineFacts {
  name: string;
  namespace?: string;
  runStrategy?: string;
}

/** A small machine without disks of its own: enough for everything that is not about storage. */
export function machine({ name, namespace = 'dev-team', runStrategy = 'Always' }: MachineFacts): VirtualMachine {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace },
    spec: {
      runStrategy,
      template: {
        metadata: { labels: { 'kubevirt.io/domain': name } },
        spec: {
          domain: {
            cpu: { cores: 1 },
            memory: { guest: '128Mi' },
            devices: {
              disks: [{ name: 'scratch', disk: { bus: 'virtio' } }],
              interfaces: [{ name: 'default', masquerade: {} }],
            },
          },
          networks: [{ name: 'default', pod: {} }],
          terminationGracePeriodSeconds: 10,
          volumes: [{ name: 'scratch', emptyDisk: { capacity: '64Mi' } }],
        },
      },
    },
  };
}

interface DiskFacts {
  runStrategy?: string;
  /** Names of disks that several machines may use. */
  shareable?: readonly string[];
  /** False leaves out the disk that no snapshot can hold. */
  scratch?: boolean;
}

/** A machine with disks of its own, `<machine>-<disk>`, empty and small. */
export function machineWithDisks(name: string, disks: readonly string[], facts: DiskFacts = {}): VirtualMachine {
  const made = machine({ name, ...(facts.runStrategy !== undefined && { runStrategy: facts.runStrategy }) });
  const { spec } = made.spec.template;
  if (!spec) return made;
  const resources = { requests: { storage: '64Mi' } };
  made.spec.dataVolumeTemplates = disks.map((disk) => ({ metadata: { name: `${name}-${disk}` }, spec: { source: { blank: {} }, storage: { resources } } }));
  const isLeft = () => facts.scratch !== false;
  spec.domain.devices.disks = [
    ...disks.map((disk) => ({ name: disk, disk: { bus: 'virtio' }, ...(facts.shareable?.includes(disk) && { shareable: true }) })),
    ...(spec.domain.devices.disks ?? []).filter(isLeft),
  ];
  spec.volumes = [...disks.map((disk) => ({ name: disk, dataVolume: { name: `${name}-${disk}` } })), ...(spec.volumes ?? []).filter(isLeft)];
  return made;
}
