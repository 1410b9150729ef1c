import { describe, expect, test } from 'vitest';
import type { GuestVolume } from '../driver';
import { guestDefinition, type DefinitionParts } from '../test-support/definitions';
import { qemuArguments, type ProcessPlan } from './arguments';
import { placeDisk, placeDisks, type PreparedVolume } from './disks';
import type { Firmware } from './firmware';
import { placeInterfaces, segmentOf, subnet } from './network';
import { noGrowth } from './sizes';

const volume = (name: string): GuestVolume => ({ name, source: { type: 'image', path: `/disks/${name}.qcow2`, format: 'qcow2', readOnly: false } });
const prepared = (name: string, seed = false): PreparedVolume => ({ name, path: `/disks/${name}`, format: 'qcow2', readOnly: seed, seed });

function planFor(parts: DefinitionParts = {}, more: Partial<ProcessPlan> = {}): string[] {
  const definition = guestDefinition(parts);
  return qemuArguments({
    definition,
    accelerator: 'tcg',
    firmware: { type: 'bios' },
    disks: placeDisks(definition, definition.volumes.map(({ name }) => prepared(name))),
    interfaces: placeInterfaces(definition, new Set()),
    growth: noGrowth,
    serialLog: '/guests/a,b/serial.log',
    incoming: false,
    ...more,
  });
}

/** Values of an option, in order. */
const valuesOf = (args: string[], option: string) => args.flatMap((arg, index) => (args[index - 1] === option ? [arg] : []));
const devices = (args: string[]): Record<string, unknown>[] => valuesOf(args, '-device').map((text) => JSON.parse(text));
const device = (args: string[], driver: string) => devices(args).find((each) => each.driver === driver);

describe('machine', () => {
  test('has the safe base: no defaults, no user configuration, sandbox', () => {
    const args = planFor();
    expect(args).toContain('-nodefaults');
    expect(args).toContain('-no-user-config');
    expect(valuesOf(args, '-sandbox')).toEqual(['on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny']);
  });

  test('topology is sockets by cores by threads', () => {
    const args = planFor({ domain: { cpu: { sockets: 2, cores: 3, threads: 2 } } });
    expect(valuesOf(args, '-smp')).toEqual(['12,maxcpus=12,sockets=2,cores=3,threads=2']);
  });

  test.each([
    [{ memory: { guest: '1Gi' } }, 'size=1024M'],
    [{ memory: {}, resources: { requests: { memory: '300M' } } }, 'size=287M'],
    [{ memory: undefined }, 'size=512M'],
  ])('memory of %j is %s', (domain, expected) => {
    expect(valuesOf(planFor({ domain: domain as DefinitionParts['domain'] }), '-m')).toEqual([expected]);
  });

  test.each([
    ['kvm', undefined, 'host'],
    ['tcg', undefined, 'max,la57=off'],
    ['kvm', 'host-passthrough', 'host'],
    ['tcg', 'Haswell-noTSX', 'Haswell-noTSX'],
    ['tcg', 'max,migratable=off', 'max,la57=off'],
  ] as const)('with %s the model %s is %s', (accelerator, model, expected) => {
    const cpu = model ? { model } : {};
    expect(valuesOf(planFor({ domain: { cpu } }, { accelerator }), '-cpu')).toEqual([expected]);
  });

  test('room to grow is made for sockets and memory', () => {
    const args = planFor({ domain: { cpu: { sockets: 1, cores: 2, maxSockets: 4 }, memory: { guest: '1Gi', maxGuest: '4Gi' } } });
    expect(valuesOf(args, '-smp')).toEqual(['2,maxcpus=8,sockets=4,cores=2,threads=1']);
    expect(valuesOf(args, '-m')).toEqual(['size=1024M,slots=1,maxmem=4096M']);
    expect(device(args, 'virtio-mem-pci')).toMatchObject({ 'requested-size': 0 });
    expect(device(planFor(), 'virtio-mem-pci')).toBeUndefined();
  });

  test('the twin of a guest that has grown is as big', () => {
    const cpu = { driver: 'max-x86_64-cpu', id: 'cpu-1-0-0', 'socket-id': 1, 'core-id': 0, 'thread-id': 0 };
    const parts = { domain: { cpu: { maxSockets: 2 }, memory: { guest: '1Gi', maxGuest: '2Gi' } } };
    const args = planFor(parts, { growth: { cpus: [cpu], memoryBytes: 2 ** 29 } });
    expect(device(args, 'max-x86_64-cpu')).toEqual(cpu);
    expect(device(args, 'virtio-mem-pci')).toMatchObject({ 'requested-size': 2 ** 29 });
  });

  test('features are switched by their policy; odd names are left out', () => {
    const features = [
      { name: 'vmx', policy: 'require' },
      { name: 'avx', policy: 'disable' },
      { name: 'sse', policy: 'optional' },
      { name: 'x,enforce', policy: 'require' },
    ];
    expect(valuesOf(planFor({ domain: { cpu: { model: 'qemu64', features } } }), '-cpu')).toEqual(['qemu64,vmx=on,avx=off']);
  });

  test('names cannot add options', () => {
    const args = planFor({ domain: { firmware: { serial: 'a,uuid=x' } } });
    expect(valuesOf(args, '-smbios')[0]).toContain('serial=a,,uuid=x');
    expect(valuesOf(args, '-chardev').find((each) => each.includes('serial.sock'))).toContain('logfile=/guests/a,,b/serial.log');
  });

  test('secure boot needs SMM and protected variables', () => {
    const firmware: Firmware = { type: 'uefi', secureBoot: true, code: '/code.fd', variables: '/nvram.fd' };
    const args = planFor({}, { firmware });
    expect(valuesOf(args, '-machine')).toEqual(['q35,smm=on,vmport=off,usb=off', 'pflash0=firmware,pflash1=nvram']);
    expect(valuesOf(args, '-global')).toEqual(['driver=cfi.pflash01,property=secure,value=on']);
  });

  test('a guest that starts paused stands, a migration target waits', () => {
    const definition = { ...guestDefinition(), startPaused: true };
    expect(planFor({}, { definition })).toContain('-S');
    const target = planFor({}, { definition, incoming: true });
    expect(target).not.toContain('-S');
    expect(valuesOf(target, '-incoming')).toEqual(['defer']);
  });
});

describe('devices', () => {
  test('a guest has a screen with a tablet, a serial line and an agent channel', () => {
    const args = planFor();
    expect(device(args, 'VGA')).toBeDefined();
    expect(device(args, 'usb-tablet')).toBeDefined();
    expect(device(args, 'isa-serial')).toMatchObject({ chardev: 'serial0' });
    expect(device(args, 'virtserialport')).toMatchObject({ name: 'org.qemu.guest_agent.0' });
  });

  test('without graphics there is no screen and no VNC', () => {
    const args = planFor({ devices: { autoattachGraphicsDevice: false } });
    expect(args).not.toContain('-vnc');
    expect(device(args, 'VGA')).toBeUndefined();
  });

  test('without a serial console there is none', () => {
    expect(device(planFor({ devices: { autoattachSerialConsole: false } }), 'isa-serial')).toBeUndefined();
  });

  test.each([
    [undefined, 'VGA'],
    ['virtio', 'virtio-vga'],
    ['bochs', 'bochs-display'],
    ['unheard-of', 'VGA'],
  ])('video type %s is %s', (type, driver) => {
    expect(device(planFor({ devices: type ? { video: { type } } : {} }), driver)).toBeDefined();
  });

  test('rng, watchdog and TPM are there when asked for', () => {
    const args = planFor({ devices: { rng: {}, watchdog: { name: 'w', i6300esb: { action: 'reset' } }, tpm: {} } });
    expect(device(args, 'virtio-rng-pci')).toBeDefined();
    expect(device(args, 'i6300esb')).toBeDefined();
    expect(valuesOf(args, '-action')).toEqual(['watchdog=reset']);
    expect(device(args, 'tpm-crb')).toBeDefined();
    expect(device(planFor(), 'i6300esb')).toBeUndefined();
  });
});

describe('disks', () => {
  const withDisks = (disks: object[], domain = {}) => {
    const names = disks.map((disk) => String((disk as { name: string }).name));
    return planFor({ volumes: names.map(volume), devices: { disks: disks as never }, domain });
  };

  test.each([
    [{ disk: { bus: 'virtio' } }, 'virtio-blk-pci', { bus: 'pcie.0' }],
    [{ disk: { bus: 'sata' } }, 'ide-hd', { bus: 'ide.0' }],
    [{ disk: { bus: 'scsi' } }, 'scsi-hd', { bus: 'scsi.0', 'scsi-id': 0 }],
    [{ disk: { bus: 'usb' } }, 'usb-storage', { bus: 'usb.0' }],
    [{ disk: {} }, 'virtio-blk-pci', {}],
    [{}, 'virtio-blk-pci', {}],
    [{ cdrom: {} }, 'ide-cd', { bus: 'ide.0' }],
    [{ cdrom: { bus: 'scsi' } }, 'scsi-cd', {}],
    [{ lun: {} }, 'scsi-hd', {}],
  ])('%j becomes %s', (target, driver, place) => {
    expect(device(withDisks([{ name: 'one', ...target }]), driver)).toMatchObject(place);
  });

  test('serial, cache and AIO are passed on', () => {
    const args = withDisks([{ name: 'one', disk: {}, serial: 'S,1', cache: 'none', io: 'native' }]);
    expect(device(args, 'virtio-blk-pci')).toMatchObject({ serial: 'S,1' });
    const file = valuesOf(args, '-blockdev').map((text) => JSON.parse(text)).find((node) => node.driver === 'file');
    expect(file).toMatchObject({ locking: 'on', aio: 'native', cache: { direct: true } });
  });

  test.each([
    [undefined, 'stop', 'stop'],
    ['enospace', 'enospc', 'report'],
    ['report', 'report', 'report'],
  ])('error policy %s', (errorPolicy, werror, rerror) => {
    const args = withDisks([{ name: 'one', disk: {}, ...(errorPolicy ? { errorPolicy } : {}) }]);
    expect(device(args, 'virtio-blk-pci')).toMatchObject({ werror, rerror });
  });

  test('without a boot order disks are tried in the order of the manifest', () => {
    const args = withDisks([{ name: 'one', disk: {} }, { name: 'two', disk: {} }]);
    expect(devices(args).flatMap((each) => (each.driver === 'virtio-blk-pci' ? [each.bootindex] : []))).toEqual([1, 2]);
  });

  test('with a boot order only what has one is booted from, interfaces too', () => {
    const definition = guestDefinition({
      volumes: [volume('one'), volume('two')],
      devices: {
        disks: [{ name: 'one', disk: {} }, { name: 'two', disk: {}, bootOrder: 2 }],
        interfaces: [{ name: 'default', masquerade: {}, bootOrder: 1 }],
      },
    });
    const disks = placeDisks(definition, [prepared('one'), prepared('two')]);
    expect(disks.map((disk) => disk.bootIndex)).toEqual([undefined, 2]);
    expect(placeInterfaces(definition, new Set())[0]?.bootIndex).toBe(1);
  });

  test('a seed is never booted from', () => {
    const definition = guestDefinition({ volumes: [volume('one'), volume('seed')] });
    expect(placeDisks(definition, [prepared('one'), prepared('seed', true)]).map((disk) => disk.bootIndex)).toEqual([1, undefined]);
  });

  test('a seventh SATA disk gets another controller', () => {
    const disks = Array.from({ length: 7 }, (_, index) => ({ name: `d${index}`, disk: { bus: 'sata' } }));
    const args = withDisks(disks);
    expect(device(args, 'ich9-ahci')).toMatchObject({ id: 'sata1' });
    expect(devices(args).filter((each) => each.driver === 'ide-hd').at(-1)).toMatchObject({ bus: 'sata1.0' });
  });

  test('a CD-ROM without a volume is an empty drive', () => {
    const args = planFor({ devices: { disks: [{ name: 'cd', cdrom: {} }] } });
    expect(device(args, 'ide-cd')).not.toHaveProperty('drive');
    expect(args).not.toContain('-blockdev');
  });

  test('a volume that no disk names is not shown', () => {
    expect(placeDisks(guestDefinition({ volumes: [volume('one')], devices: { disks: [] } }), [prepared('one')])).toEqual([]);
  });

  test('hot-plugged disks take the lowest free place and never a place twice', () => {
    const first = placeDisk(prepared('a'), { disk: { bus: 'virtio' } }, { disks: [], ports: [] }, true);
    const second = placeDisk(prepared('b'), { disk: { bus: 'virtio' } }, { disks: [first], ports: [] }, true);
    const third = placeDisk(prepared('c'), { disk: { bus: 'virtio' } }, { disks: [second], ports: [0] }, true);
    expect([first.slot, second.slot, third.slot]).toEqual([0, 1, 2]);
  });
});

describe('network', () => {
  test('every interface has a network of its own that no other guest uses', () => {
    const definition = guestDefinition({ devices: { interfaces: [{ name: 'a' }, { name: 'b' }] } });
    const first = placeInterfaces(definition, new Set());
    const second = placeInterfaces(definition, new Set(first.map((card) => card.subnet)));
    expect(new Set([...first, ...second].map((card) => card.subnet)).size).toBe(4);
    expect(new Set(first.map((card) => card.mac)).size).toBe(2);
  });

  test('guests on the same network attachment share a segment, others do not', () => {
    const segment = (namespace: string, networkName: string) => segmentOf(namespace, { name: 'second', multus: { networkName } });
    expect(segment('a', 'net')).toMatch(/^239\.\d+\.\d+\.\d+:2\d{4}$/);
    expect(segment('a', 'net')).toBe(segment('b', 'a/net'));
    expect(segment('a', 'net')).not.toBe(segment('b', 'net'));
    expect(segmentOf('a', { name: 'default', pod: {} })).toBeUndefined();
  });

  test('the last subnet stays inside the range', () => {
    expect(subnet(4095)).toEqual({ net: '10.244.255.240/28', host: '10.244.255.241', dns: '10.244.255.243', guest: '10.244.255.244' });
  });

  test.each([
    ['virtio', 'virtio-net-pci'],
    ['e1000e', 'e1000e'],
    ['rtl8139', 'rtl8139'],
  ])('model %s is %s, with the MAC that was asked for', (model, driver) => {
    const args = planFor({ devices: { interfaces: [{ name: 'default', masquerade: {}, model, macAddress: '02-AA-00-00-00-01' }] } });
    expect(device(args, driver)).toMatchObject({ mac: '02:aa:00:00:00:01', netdev: 'net0' });
    expect(JSON.parse(valuesOf(args, '-netdev')[0] ?? '')).toMatchObject({ type: 'user', id: 'net0' });
  });

  test('an interface that is to be absent is', () => {
    expect(placeInterfaces(guestDefinition({ devices: { interfaces: [{ name: 'a', state: 'absent' }] } }), new Set())).toEqual([]);
  });
});
