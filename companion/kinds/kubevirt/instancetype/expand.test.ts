import { describe, expect, it } from 'vitest';
import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import { applyInstancetype } from './apply-instancetype';
import { applyPreference } from './apply-preference';
import { instancetypeConflicts } from './conflicts';
import { requirementShortfall, spreadShortfall } from './requirements';
import { topologyOf } from './topology';

const empty = (): VirtualMachineInstanceSpec => ({ domain: { devices: {} } });

describe('topology of an instance type', () => {
  it.each([
    [undefined, { sockets: 8, cores: 1, threads: 1 }],
    ['preferSockets', { sockets: 8, cores: 1, threads: 1 }],
    ['any', { sockets: 8, cores: 1, threads: 1 }],
    ['cores', { sockets: 1, cores: 8, threads: 1 }],
    ['threads', { sockets: 1, cores: 1, threads: 8 }],
    ['spread', { sockets: 4, cores: 2, threads: 1 }],
  ])('%s', (preferredCPUTopology, expected) => {
    expect(topologyOf(8, preferredCPUTopology ? { cpu: { preferredCPUTopology } } : undefined)).toEqual(expected);
  });

  it('spreads over sockets, cores and threads by the ratio', () => {
    const across = (word: string, ratio?: number) => ({ cpu: { preferredCPUTopology: 'spread', spreadOptions: { across: word, ...(ratio ? { ratio } : {}) } } });
    expect(topologyOf(8, across('SocketsCoresThreads', 4))).toEqual({ sockets: 1, cores: 4, threads: 2 });
    expect(topologyOf(8, across('CoresThreads'))).toEqual({ sockets: 1, cores: 4, threads: 2 });
    expect(topologyOf(8, across('SocketsCores', 4))).toEqual({ sockets: 2, cores: 4, threads: 1 });
  });
});

describe('applying an instance type', () => {
  it('writes CPUs and memory, and half of the memory as request with 50 % overcommit', () => {
    const spec = empty();
    applyInstancetype(spec, { cpu: { guest: 2 }, memory: { guest: '4Gi', overcommitPercent: 50 } }, undefined);
    expect(spec.domain).toMatchObject({ cpu: { sockets: 2, cores: 1, threads: 1 }, memory: { guest: '4Gi' }, resources: { requests: { memory: '2Gi' } } });
  });
});

describe('applying a preference', () => {
  it('fills buses, models and devices that the spec leaves open and keeps what it says', () => {
    const spec: VirtualMachineInstanceSpec = {
      domain: {
        devices: {
          disks: [{ name: 'a', disk: {} }, { name: 'b', disk: { bus: 'sata' } }, { name: 'c', cdrom: {} }],
          interfaces: [{ name: 'x', masquerade: {} }, { name: 'y', masquerade: {}, model: 'e1000' }],
        },
      },
    };
    applyPreference(spec, { devices: { preferredDiskBus: 'virtio', preferredInterfaceModel: 'virtio', preferredRng: {}, preferredDiskDedicatedIoThread: true } });
    expect(spec.domain.devices.disks).toEqual([
      { name: 'a', disk: { bus: 'virtio' }, dedicatedIOThread: true },
      { name: 'b', disk: { bus: 'sata' } },
      { name: 'c', cdrom: {} },
    ]);
    expect(spec.domain.devices.interfaces?.map((card) => card.model)).toEqual(['virtio', 'e1000']);
    expect(spec.domain.devices.rng).toEqual({});
  });

  it('wishes for system management mode together with secure boot', () => {
    const spec = empty();
    applyPreference(spec, { firmware: { preferredEfi: { secureBoot: true } } });
    expect(spec.domain).toMatchObject({ firmware: { bootloader: { efi: { secureBoot: true } } }, features: { smm: { enabled: true } } });
  });

  it('leaves a bootloader alone that the machine has chosen', () => {
    const spec: VirtualMachineInstanceSpec = { domain: { devices: {}, firmware: { bootloader: { bios: {} } } } };
    applyPreference(spec, { firmware: { preferredEfi: { secureBoot: true } } });
    expect(spec.domain.firmware).toEqual({ bootloader: { bios: {} } });
  });
});

describe('conflicts', () => {
  const type = { cpu: { guest: 1 }, memory: { guest: '1Gi' } };

  it('are the fields that both set', () => {
    const spec = empty();
    spec.domain.cpu = { cores: 2 };
    spec.domain.memory = { guest: '1Gi' };
    spec.domain.resources = { requests: { memory: '1Gi' } };
    expect(instancetypeConflicts(spec, type)).toEqual(['domain.cpu.cores', 'domain.memory.guest', 'domain.resources.requests.memory']);
    expect(instancetypeConflicts(empty(), type)).toEqual([]);
  });
});

describe('requirements', () => {
  it('name what the instance type lacks', () => {
    const preference = { requirements: { cpu: { guest: 8 }, memory: { guest: '1Gi' } } };
    expect(requirementShortfall(empty(), { cpu: { guest: 2 }, memory: { guest: '2Gi' } }, preference)?.message).toBe(
      'insufficient CPU resources of 2 vCPU provided by instance type, preference requires 8 vCPU',
    );
    expect(requirementShortfall(empty(), { cpu: { guest: 8 }, memory: { guest: '128Mi' } }, preference)?.message).toBe(
      'insufficient Memory resources of 128Mi provided by instance type, preference requires 1Gi',
    );
    expect(requirementShortfall(empty(), undefined, preference)).toEqual({
      message: 'insufficient CPU resources of 1 vCPU provided by VirtualMachine, preference requires 8 vCPU provided as sockets',
      field: 'spec.template.spec.domain.cpu.sockets',
    });
  });

  it('refuse vCPUs that do not spread', () => {
    const spread = { cpu: { preferredCPUTopology: 'spread', spreadOptions: { ratio: 3 } } };
    expect(spreadShortfall({ cpu: { guest: 2 }, memory: { guest: '1Gi' } }, spread)?.message).toContain('are not divisible by');
    expect(spreadShortfall({ cpu: { guest: 6 }, memory: { guest: '1Gi' } }, spread)).toBeUndefined();
  });
});
