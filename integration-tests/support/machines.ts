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
