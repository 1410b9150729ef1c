import type { GuestDefinition, GuestVolume } from '../driver';

export interface DefinitionParts {
  uid?: string;
  annotations?: Record<string, string>;
  volumes?: GuestVolume[];
  domain?: Partial<GuestDefinition['instance']['spec']['domain']>;
  devices?: Partial<GuestDefinition['instance']['spec']['domain']['devices']>;
}

/** A small guest with one network card and a virtio disk for each volume. */
export function guestDefinition({ uid = 'guest-1', annotations = {}, volumes = [], domain = {}, devices = {} }: DefinitionParts = {}): GuestDefinition {
  return {
    uid,
    namespace: 'default',
    name: 'vm-1',
    node: 'node-1',
    startPaused: false,
    volumes,
    instance: {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachineInstance',
      metadata: { name: 'vm-1', namespace: 'default', uid, annotations },
      spec: {
        domain: {
          memory: { guest: '64Mi' },
          ...domain,
          devices: {
            disks: volumes.map(({ name }) => ({ name, disk: { bus: 'virtio' } })),
            interfaces: [{ name: 'default', masquerade: {} }],
            ...devices,
          },
        },
        networks: [{ name: 'default', pod: {} }],
      },
    },
  };
}
