import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import type { GuestDriver, GuestEvent, GuestVolume } from '../driver';
import { bootSectorImage } from '../test-support/boot-sector';
import { guestDefinition, type DefinitionParts } from '../test-support/definitions';
import { installed } from '../test-support/installed';
import { guestIs, heard, nextEvent } from '../test-support/waiting';
import { isProcessOf, processesIn } from './find-pid';
import { probeImage } from './probe-image';
import { tryToBoot } from './probe';
import { createQemuDriver } from './qemu-driver';

let home: string;
let driver: GuestDriver;

const guestsFolder = () => join(home, 'guests');
const newDriver = () => createQemuDriver({ folder: guestsFolder(), clock: systemClock, logger: silentLogger });

function bootDisk(owner = 'guest-1'): GuestVolume {
  const path = join(home, `${owner}.img`);
  writeFileSync(path, bootSectorImage('hello from the guest'));
  return { name: 'root', source: { type: 'image', path, format: 'raw', readOnly: false } };
}

const definition = (parts: DefinitionParts = {}) =>
  guestDefinition({ devices: {}, ...parts, volumes: [bootDisk(parts.uid), ...(parts.volumes ?? [])] });

/** Starts a guest that stands still until its serial line is listened to, and waits for its greeting. */
async function booted(parts: DefinitionParts = {}) {
  const guest = { ...definition(parts), startPaused: true };
  await driver.start(guest);
  const serial = await driver.openSerial(guest.uid);
  const greeting = heard(serial, 'hello from the guest');
  await driver.resume(guest.uid);
  await greeting;
  return { uid: guest.uid, serial };
}

function pidOf(uid: string): number {
  const pid = driver.info(uid)?.pid;
  if (pid === undefined) throw new Error('the guest has no process');
  return pid;
}

const endedAs = (uid: string, state: string) =>
  nextEvent(driver, (event) => event.type === 'changed' && event.uid === uid && event.info.state === state).then((event) =>
    event.type === 'changed' ? event.reason : undefined,
  );

describe.skipIf(!installed('qemu-system-x86_64'))('QEMU', () => {
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'virtdeck-qemu-'));
    driver = await newDriver();
  });
  afterEach(async () => {
    for (const entry of readdirSync(guestsFolder())) if (!entry.startsWith('.')) await driver.forget(entry).catch(() => undefined);
    rmSync(home, { recursive: true, force: true });
  });

  test('the payload of the probe reaches 64-bit mode and reports', async () => {
    const image = join(home, 'probe.img');
    writeFileSync(image, probeImage());
    const options = { folder: home, qemuPath: 'qemu-system-x86_64', clock: systemClock, logger: silentLogger };
    await expect(tryToBoot('tcg', image, options)).resolves.toBeUndefined();
    writeFileSync(image, Buffer.alloc(1 << 20));
    await expect(tryToBoot('tcg', image, options)).resolves.toContain('nothing booted');
  });

  test('a guest boots, talks on its serial line and remembers what it said', async () => {
    const { uid, serial } = await booted();
    const echo = heard(serial, 'x');
    serial.write('x');
    await echo;
    expect(String(await driver.serialHistory(uid))).toContain('hello from the guest');
  });

  test('its screen speaks RFB and shows text', async () => {
    const { uid } = await booted();
    const vnc = await driver.openVnc(uid);
    const [greeting] = await once(vnc, 'data');
    expect(String(greeting)).toBe('RFB 003.008\n');
    vnc.destroy();
    const png = PNG.sync.read(await driver.screenshot(uid));
    expect(png.width).toBeGreaterThan(100);
    expect(png.data.some((value, index) => index % 4 === 0 && value > 100)).toBe(true);
  });

  test('a guest without a screen has none', async () => {
    const { uid } = await booted({ devices: { autoattachGraphicsDevice: false } });
    await expect(driver.openVnc(uid)).rejects.toThrow();
  });

  test('pause, resume and reset are felt by the guest', async () => {
    const { uid, serial } = await booted();
    await driver.pause(uid);
    expect(driver.info(uid)?.state).toBe('paused');
    await driver.resume(uid);
    expect(driver.info(uid)?.state).toBe('running');
    const rebooted = nextEvent(driver, (event) => event.type === 'rebooted');
    const again = heard(serial, 'hello from the guest');
    await driver.reset(uid);
    await Promise.all([rebooted, again]);
  });

  test('a guest that does not hear the button is powered off after its grace', async () => {
    const { uid } = await booted();
    const reason = endedAs(uid, 'stopped');
    await driver.stop(uid, 0.2);
    expect(await reason).toBe('the guest was powered off');
  });

  test('a guest that shuts down by itself is noticed', async () => {
    const { uid, serial } = await booted();
    const reason = endedAs(uid, 'stopped');
    serial.write('q');
    expect(await reason).toBe('the guest shut down');
  });

  test('a reboot by the guest keeps it, unless its policy is to end', async () => {
    const first = await booted();
    const rebooted = nextEvent(driver, (event) => event.type === 'rebooted');
    first.serial.write('r');
    await rebooted;
    expect(driver.info(first.uid)?.state).toBe('running');
    const second = await booted({ uid: 'guest-2', domain: { rebootPolicy: 'Terminate' } });
    const reason = endedAs(second.uid, 'stopped');
    second.serial.write('r');
    expect(await reason).toContain('reboot policy');
  });

  test('a killed process is noticed as a crash', async () => {
    const { uid } = await booted();
    const reason = endedAs(uid, 'crashed');
    process.kill(pidOf(uid), 'SIGKILL');
    expect(await reason).toContain('ended unexpectedly');
    await expect(driver.openSerial(uid)).rejects.toThrow('not running');
  });

  test('a guest that cannot start says why and leaves nothing', async () => {
    const missing: GuestVolume = { name: 'data', source: { type: 'image', path: join(home, 'missing.img'), format: 'raw', readOnly: false } };
    await expect(driver.start(definition({ volumes: [missing] }))).rejects.toThrow(/missing\.img.*No such file/);
    expect(readdirSync(guestsFolder()).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  test('an image in use by one guest is refused to another', async () => {
    await booted();
    const second = { ...definition(), uid: 'guest-2' };
    await expect(driver.start(second)).rejects.toThrow(/lock/);
  });

  test('a second driver adopts what the first left running', async () => {
    const { uid, serial } = await booted({ volumes: [{ name: 'seed', source: { type: 'files', label: 'cidata', files: { 'user-data': 'secret' } } }] });
    const pid = pidOf(uid);
    serial.destroy();
    await driver.close({ keepGuests: true });
    expect(readFileSync(join(guestsFolder(), uid, 'definition.json'), 'utf8')).not.toContain('secret');
    driver = await newDriver();
    const adopted = await driver.adopt();
    expect(adopted).toMatchObject([{ uid, pid, state: 'running', node: 'node-1' }]);
    const line = await driver.openSerial(uid);
    const echo = heard(line, 'y');
    line.write('y');
    await echo;
    const reason = endedAs(uid, 'stopped');
    await driver.destroy(uid);
    await reason;
  });

  test('a guest that is started anew ends the process that nobody adopted', async () => {
    const { uid } = await booted();
    const pid = pidOf(uid);
    await driver.close({ keepGuests: true });
    driver = await newDriver();
    await driver.start(definition());
    expect(pidOf(uid)).not.toBe(pid);
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  });

  test('what ended while nobody looked is told apart: in order or killed', async () => {
    const orderly = await booted();
    const killed = await booted({ uid: 'guest-2' });
    const killedPid = pidOf(killed.uid);
    const pids = [pidOf(orderly.uid), killedPid];
    await driver.close({ keepGuests: true });
    orderly.serial.write('q');
    process.kill(killedPid, 'SIGKILL');
    await Promise.all([once(orderly.serial, 'close'), once(killed.serial, 'close')]);
    for (const pid of pids) await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
    driver = await newDriver();
    const adopted = await driver.adopt();
    expect(Object.fromEntries(adopted.map((info) => [info.uid, info.state]))).toEqual({ 'guest-1': 'stopped', 'guest-2': 'crashed' });
  });

  test('live migration moves the guest into another process with progress', async () => {
    const { uid, serial } = await booted();
    const pid = pidOf(uid);
    const events: GuestEvent[] = [];
    driver.subscribe((event) => events.push(event));
    const gone = once(serial, 'close');
    await driver.migrate(uid, 'node-2', {});
    await gone;
    expect(driver.info(uid)).toMatchObject({ node: 'node-2', state: 'running' });
    expect(pidOf(uid)).not.toBe(pid);
    const progress = events.flatMap((event) => (event.type === 'migration' ? [event.progress] : []));
    expect(progress.at(-1)).toMatchObject({ state: 'completed', remainingBytes: 0, mode: 'PreCopy' });
    expect(events.some((event) => event.type === 'changed' && event.info.state !== 'running')).toBe(false);
    const line = await driver.openSerial(uid);
    const echo = heard(line, 'z');
    line.write('z');
    await echo;
    expect(readdirSync(join(guestsFolder(), uid)).filter((name) => name.startsWith('process-'))).toEqual(['process-2']);
  });

  test('a cancelled migration leaves the guest where it was', async () => {
    const { uid, serial } = await booted();
    const pid = pidOf(uid);
    const active = nextEvent(driver, (event) => event.type === 'migration' && event.progress.processedBytes > 0);
    const migration = expect(driver.migrate(uid, 'node-2', { bandwidth: 100_000 })).rejects.toThrow('aborted');
    await active;
    await driver.cancelMigration(uid);
    await migration;
    expect(driver.info(uid)).toMatchObject({ node: 'node-1', pid, state: 'running' });
    const echo = heard(serial, 'x');
    serial.write('x');
    await echo;
  });

  test('disks are plugged and unplugged while it runs, and move with it', async () => {
    const { uid } = await booted();
    const scratch = (name: string): GuestVolume => ({ name, source: { type: 'empty', capacity: 1 << 20 } });
    await driver.attachVolume(uid, scratch('one'), { name: 'one', disk: { bus: 'scsi' }, serial: 'one' });
    await driver.attachVolume(uid, scratch('two'), { name: 'two', disk: { bus: 'virtio' } });
    await expect(driver.attachVolume(uid, scratch('two'), { name: 'two', disk: { bus: 'virtio' } })).rejects.toThrow('attached already');
    await driver.migrate(uid, 'node-2', {});
    await driver.detachVolume(uid, 'one');
    expect(existsSync(join(guestsFolder(), uid, 'overlay-one.qcow2'))).toBe(false);
    expect(existsSync(join(guestsFolder(), uid, 'overlay-two.qcow2'))).toBe(true);
  });

  test('a medium is put into an empty drive and taken out', async () => {
    const { uid } = await booted({ devices: { disks: [{ name: 'root', disk: { bus: 'virtio' } }, { name: 'cd', cdrom: { bus: 'sata' } }] } });
    const medium: GuestVolume = { name: 'cd', source: { type: 'files', label: 'tools', files: { readme: 'x' } } };
    await driver.attachVolume(uid, medium, { name: 'cd', cdrom: { bus: 'sata' } });
    await expect(driver.attachVolume(uid, medium, { name: 'cd', cdrom: { bus: 'sata' } })).rejects.toThrow('attached already');
    await driver.detachVolume(uid, 'cd');
    await driver.attachVolume(uid, medium, { name: 'cd', cdrom: { bus: 'sata' } });
  });

  test.skipIf(!installed('swtpm') || !existsSync('/usr/share/OVMF'))('UEFI with secure boot and a TPM start and migrate', async () => {
    const domain = { firmware: { bootloader: { efi: {} } }, features: { smm: { enabled: true } }, memory: { guest: '128Mi' } };
    const guest = definition({ domain, devices: { tpm: {} } });
    await driver.start(guest);
    await guestIs(driver, guest.uid, (info) => info.state === 'running');
    await driver.migrate(guest.uid, 'node-2', {});
    expect(driver.info(guest.uid)?.node).toBe('node-2');
  });

  test('cards are plugged and unplugged while it runs, and cables pulled', async () => {
    const { uid } = await booted();
    await driver.attachInterface(uid, { name: 'second', masquerade: {} });
    const [first, second] = driver.info(uid)?.interfaces ?? [];
    expect(second).toMatchObject({ name: 'second' });
    expect(second?.ips).not.toEqual(first?.ips);
    await driver.setLink(uid, 'default', false);
    await driver.migrate(uid, 'node-2', {});
    await expect(driver.detachInterface(uid, 'default')).rejects.toThrow('was there at the start');
    await expect(driver.setLink(uid, 'none', false)).rejects.toThrow('no interface');
  });

  test('a guest grows within its limits, and stays as big when it moves', async () => {
    const { uid } = await booted({ domain: { cpu: { sockets: 1, cores: 1, maxSockets: 3 }, memory: { guest: '64Mi', maxGuest: '256Mi' } } });
    await driver.resize(uid, { sockets: 2, memoryBytes: 128 * 2 ** 20 });
    await expect(driver.resize(uid, { sockets: 4 })).rejects.toThrow('at most 3 sockets');
    await expect(driver.resize(uid, { sockets: 1 })).rejects.toThrow('cannot be taken');
    await expect(driver.resize(uid, { memoryBytes: 2 ** 30 })).rejects.toThrow('at most');
    await driver.migrate(uid, 'node-2', {});
    expect((await driver.stats(uid)).vcpuSeconds).toHaveLength(2);
  });

  test('its use of the machine is counted', async () => {
    const { uid } = await booted();
    const stats = await driver.stats(uid);
    expect(stats.vcpuSeconds).toHaveLength(1);
    expect(stats.memory.totalBytes).toBe(64 * 2 ** 20);
    expect(stats.memory.residentBytes).toBeGreaterThan(2 ** 20);
    expect(stats.disks[0]).toMatchObject({ name: 'root', readRequests: expect.any(Number) });
    expect(stats.disks[0]?.readBytes).toBeGreaterThan(0);
  });

  test('its memory is dumped as an ELF core', async () => {
    const { uid } = await booted();
    const path = join(home, 'memory.dump');
    await driver.dumpMemory(uid, path);
    expect(readFileSync(path).subarray(0, 4).toString('latin1')).toBe('\x7fELF');
    await expect(driver.dumpMemory(uid, path)).rejects.toThrow('there already');
    expect(driver.info(uid)?.state).toBe('running');
  });

  test('a port on which nothing listens is refused', async () => {
    const { uid } = await booted();
    await expect(driver.openPort(uid, 0)).rejects.toThrow('not a port');
  });

  test('a guest that cannot start leaves no TPM behind', async () => {
    const guest = definition({ devices: { tpm: {} }, domain: { cpu: { model: 'no-such-cpu' } } });
    await expect(driver.start(guest)).rejects.toThrow('no-such-cpu');
    expect(await processesIn(join(guestsFolder(), guest.uid, 'process-1'), 'swtpm')).toEqual([]);
  });

  test.skipIf(!installed('swtpm') || !existsSync('/usr/share/OVMF'))('persistent firmware and TPM state outlive the guest, until they are discarded', async () => {
    const domain = { firmware: { bootloader: { efi: { secureBoot: false, persistent: true } } } };
    const guest = definition({ domain, devices: { tpm: { persistent: true } } });
    const kept = join(guestsFolder(), '.state', 'default_vm-1');
    await driver.start(guest);
    await driver.forget(guest.uid);
    expect(readdirSync(kept).sort()).toEqual(['nvram.fd', 'tpm']);
    expect(readdirSync(join(kept, 'tpm'))).toContain('tpm2-00.permall');
    await driver.start({ ...guest, uid: 'guest-2' });
    await driver.forget('guest-2');
    await driver.discardState('default', 'vm-1');
    expect(existsSync(kept)).toBe(false);
  });

  test('nothing is left of a forgotten guest', async () => {
    const { uid } = await booted({ volumes: [{ name: 'scratch', source: { type: 'empty', capacity: 1 << 20 } }] });
    const pid = pidOf(uid);
    const folder = join(guestsFolder(), uid, 'process-1');
    expect(await isProcessOf(pid, folder)).toBe(true);
    await driver.forget(uid);
    expect(existsSync(join(guestsFolder(), uid))).toBe(false);
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
    expect(driver.info(uid)).toBeUndefined();
  });
});
