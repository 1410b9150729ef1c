import { describe, expect, it } from 'vitest';
import type { VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { applyLiveUpdates } from './live-update';
import { GENERIC, restartReason } from './restart-required';

function spec(edit: (spec: VirtualMachineInstanceSpec) => void = () => undefined): VirtualMachineInstanceSpec {
  const made: VirtualMachineInstanceSpec = {
    domain: { cpu: { sockets: 2, maxSockets: 8 }, memory: { guest: '2Gi', maxGuest: '8Gi' }, devices: { disks: [{ name: 'root', disk: { bus: 'virtio' } }] } },
    volumes: [{ name: 'root', dataVolume: { name: 'root' } }],
  };
  edit(made);
  return made;
}

function instance(): VirtualMachineInstance {
  const status = { memory: { guestAtBoot: '2Gi' }, conditions: [{ type: 'LiveMigratable', status: 'True' }] };
  return { apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstance', metadata: { name: 'vm' }, spec: spec(), status };
}

const reason = (edit: (spec: VirtualMachineInstanceSpec) => void) => restartReason(instance(), spec(), spec(edit));
const extra = { name: 'data', persistentVolumeClaim: { claimName: 'data', hotpluggable: true } };

describe('a restart', () => {
  it('is needed for more memory where the guest cannot move', () => {
    const fixed = { ...instance(), status: { memory: { guestAtBoot: '2Gi' } } };
    const words = restartReason(fixed, spec(), spec((now) => void (now.domain.memory = { guest: '4Gi', maxGuest: '8Gi' })));
    expect(words).toBe('memory updated in template spec. Memory-hotplug is only available for migratable VMs');
  });

  it('is not needed for more sockets and more memory within their bounds', () => {
    expect(reason((now) => (now.domain.cpu = { sockets: 4, maxSockets: 8 }))).toBeUndefined();
    expect(reason((now) => (now.domain.memory = { guest: '4Gi', maxGuest: '8Gi' }))).toBeUndefined();
  });

  it('is not needed for a new bridged interface, nor for the state of a link', () => {
    expect(
      reason((now) => {
        now.domain.devices.interfaces = [{ name: 'lan', bridge: {} }];
        now.networks = [{ name: 'lan', multus: { networkName: 'lan' } }];
      }),
    ).toBeUndefined();
  });

  it('is not needed for placement and hot-pluggable disks', () => {
    expect(reason(() => undefined)).toBeUndefined();
    expect(reason((now) => (now.nodeSelector = { a: 'b' }))).toBeUndefined();
    expect(
      reason((now) => {
        now.volumes?.push(extra);
        now.domain.devices.disks?.push({ name: 'data', disk: { bus: 'scsi' } });
      }),
    ).toBeUndefined();
  });

  it.each<[string, (now: VirtualMachineInstanceSpec) => void, string]>([
    ['fewer sockets', (now) => (now.domain.cpu = { sockets: 1, maxSockets: 8 }), 'Reduction of CPU socket count requires a restart'],
    ['too many sockets', (now) => (now.domain.cpu = { sockets: 9, maxSockets: 8 }), "CPU sockets updated in template spec to a value higher than what's available"],
    ['less memory', (now) => (now.domain.memory = { guest: '1Gi', maxGuest: '8Gi' }), 'memory updated in template spec to a value lower than what the VM started with'],
    ['too much memory', (now) => (now.domain.memory = { guest: '9Gi', maxGuest: '8Gi' }), "memory updated in template spec to a value higher than what's available"],
    ['memory that is not aligned', (now) => (now.domain.memory = { guest: '3145729Ki', maxGuest: '8Gi' }), 'memory updated in template spec. Memory-hotplug is not available for this VM configuration'],
    ['a host name', (now) => (now.hostname = 'new'), GENERIC],
    ['a fixed disk', (now) => now.volumes?.push({ name: 'x', emptyDisk: { capacity: '1Gi' } }), GENERIC],
  ])('is needed for %s', (_name, edit, words) => {
    expect(reason(edit)).toBe(words);
  });
});

describe('live updates', () => {
  it('bring hot-pluggable volumes with their disks and take them away again', () => {
    const running = spec();
    const wanted = spec((now) => {
      now.volumes?.push(extra);
      now.domain.devices.disks?.push({ name: 'data', disk: { bus: 'scsi' } });
    });
    expect(applyLiveUpdates(running, wanted)).toBe(true);
    expect(running.volumes).toContainEqual(extra);
    expect(running.domain.devices.disks?.map((disk) => disk.name)).toEqual(['root', 'data']);
    expect(applyLiveUpdates(running, wanted)).toBe(false);
    expect(applyLiveUpdates(running, spec())).toBe(true);
    expect(running).toEqual(spec());
  });

  it('exchange the medium of a CD-ROM drive and keep the drive', () => {
    const drive = (now: VirtualMachineInstanceSpec) => void now.domain.devices.disks?.push({ name: 'cd', cdrom: { bus: 'sata' } });
    const running = spec(drive);
    const medium = { name: 'cd', persistentVolumeClaim: { claimName: 'iso', hotpluggable: true } };
    const wanted = spec((now) => {
      drive(now);
      now.volumes?.push(medium);
    });
    applyLiveUpdates(running, wanted);
    expect(running.volumes).toContainEqual(medium);
    applyLiveUpdates(running, spec(drive));
    expect(running).toEqual(spec(drive));
  });

  it('bring sockets and memory within their bounds, and nothing smaller', () => {
    const running = spec();
    applyLiveUpdates(running, spec((now) => void Object.assign(now.domain, { cpu: { sockets: 4 }, memory: { guest: '4Gi' } })));
    expect(running.domain).toMatchObject({ cpu: { sockets: 4, maxSockets: 8 }, memory: { guest: '4Gi', maxGuest: '8Gi' } });
    expect(applyLiveUpdates(running, spec())).toBe(false);
    expect(applyLiveUpdates(running, spec((now) => void (now.domain.cpu = { sockets: 9 })))).toBe(false);
  });

  it('bring a bridged interface with its network, set its link, and forget it when it was absent', () => {
    const running = spec();
    const lan = (state?: string) =>
      spec((now) => {
        now.domain.devices.interfaces = [{ name: 'lan', bridge: {}, ...(state ? { state } : {}) }];
        now.networks = [{ name: 'lan', multus: { networkName: 'lan' } }];
      });
    expect(applyLiveUpdates(running, lan())).toBe(true);
    expect(running.networks).toEqual([{ name: 'lan', multus: { networkName: 'lan' } }]);
    applyLiveUpdates(running, lan('down'));
    expect(running.domain.devices.interfaces).toEqual([{ name: 'lan', bridge: {}, state: 'down' }]);
    applyLiveUpdates(running, lan('absent'));
    applyLiveUpdates(running, spec());
    expect([running.domain.devices.interfaces, running.networks]).toEqual([[], []]);
  });

  it('leave alone what only a restart applies', () => {
    const running = spec();
    expect(applyLiveUpdates(running, spec((now) => (now.hostname = 'new')))).toBe(false);
  });
});
