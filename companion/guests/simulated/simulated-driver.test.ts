import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PNG } from 'pngjs';
import type { GuestDriver, GuestEvent } from '../driver';
import { silentLogger } from '../../lib/logger';
import { guestDefinition } from '../test-support/definitions';
import { createHandClock, type HandClock } from '../test-support/hand-clock';
import { createSimulatedDriver } from './simulated-driver';
import { faultAnnotation } from './stages';

let clock: HandClock;
let driver: GuestDriver;
let events: GuestEvent[];

beforeEach(() => {
  clock = createHandClock();
  driver = createSimulatedDriver({ clock, logger: silentLogger, random: () => 0.5 });
  events = [];
  driver.subscribe((event) => events.push(event));
});
afterEach(() => driver.close({ keepGuests: false }));

const withFault = (fault: string) => guestDefinition({ annotations: { [faultAnnotation]: fault } });
const states = () => events.flatMap((event) => (event.type === 'changed' ? [event.info.state] : []));
const lastReason = () => events.flatMap((event) => (event.type === 'changed' && event.reason ? [event.reason] : [])).at(-1);

/** Collects what a stream says until `text` is among it. */
async function readUntil(stream: AsyncIterable<Buffer>, text: string): Promise<string> {
  let heard = '';
  for await (const chunk of stream) {
    heard += chunk.toString();
    if (heard.includes(text)) break;
  }
  return heard;
}

async function booted(definition = guestDefinition()): Promise<string> {
  await driver.start(definition);
  clock.advance(20_000);
  return definition.uid;
}

describe('power', () => {
  test('a guest boots, gets an address, and its agent tells of its system', async () => {
    const uid = await booted();
    expect(states()).toEqual(['running', 'running']);
    expect(driver.info(uid)).toMatchObject({ state: 'running', agentConnected: true, interfaces: [{ name: 'default', interfaceName: 'eth0' }], os: { id: 'fedora' } });
    expect(driver.info(uid)?.interfaces[0]?.ips[0]).toMatch(/^10\.\d+\.\d+\.\d+$/);
  });

  test('a guest asked to stop shuts down by itself', async () => {
    const uid = await booted();
    const stopped = driver.stop(uid, 30);
    clock.advance(5_000);
    await stopped;
    expect(driver.info(uid)?.state).toBe('stopped');
    expect(lastReason()).toBe('the guest shut down');
  });

  test('a deaf guest is powered off at the end of its grace', async () => {
    const uid = await booted(withFault('deaf'));
    const stopped = driver.stop(uid, 30);
    clock.advance(29_000);
    expect(driver.info(uid)?.state).toBe('running');
    clock.advance(2_000);
    await stopped;
    expect(lastReason()).toBe('the guest was powered off');
  });

  test('a guest that is to start paused stands still until it is resumed', async () => {
    const uid = await booted({ ...guestDefinition(), startPaused: true });
    expect(driver.info(uid)?.state).toBe('paused');
    await driver.resume(uid);
    expect(driver.info(uid)?.state).toBe('running');
  });

  test.each([
    ['panic', 'crashed', 'the guest panicked'],
    ['crash-at-boot', 'crashed', 'the QEMU process ended unexpectedly'],
    ['shutdown', 'stopped', 'the guest shut down'],
  ])('the fault %s ends a guest as %s', async (fault, state, reason) => {
    const uid = await booted(withFault(fault));
    clock.advance(60_000);
    expect(driver.info(uid)?.state).toBe(state);
    expect(lastReason()).toBe(reason);
  });

  test('a reboot is told, and the agent comes back', async () => {
    const uid = await booted();
    await driver.softReboot(uid);
    clock.advance(2_000);
    expect(events.at(-2)).toEqual({ type: 'rebooted', uid });
    expect(driver.info(uid)?.agentConnected).toBe(false);
    clock.advance(10_000);
    expect(driver.info(uid)?.agentConnected).toBe(true);
  });

  test('a forgotten guest leaves nothing, and its address is given again', async () => {
    const uid = await booted();
    const address = driver.info(uid)?.interfaces[0]?.ips[0];
    await driver.forget(uid);
    expect(driver.info(uid)).toBeUndefined();
    const next = await booted(guestDefinition({ uid: 'other' }));
    expect(driver.info(next)?.interfaces[0]?.ips[0]).toBe(address);
  });
});

describe('agent', () => {
  test('answers when it is connected, and not before', async () => {
    await driver.start(guestDefinition());
    clock.advance(2_000);
    await expect(driver.agent('guest-1', 'guest-get-osinfo')).rejects.toThrow('has no agent connected');
    clock.advance(20_000);
    await expect(driver.agent('guest-1', 'guest-get-osinfo')).resolves.toMatchObject({ id: 'fedora' });
    await expect(driver.agent('guest-1', 'guest-exec')).rejects.toThrow('has not been found');
  });
});

describe('migration', () => {
  test('reports progress and ends on the other node', async () => {
    const uid = await booted();
    const done = driver.migrate(uid, 'node-2', { bandwidth: 16 * 2 ** 20 });
    clock.advance(20_000);
    await done;
    const course = events.flatMap((event) => (event.type === 'migration' ? [event.progress.state] : []));
    expect(course[0]).toBe('active');
    expect(course.at(-1)).toBe('completed');
    expect(driver.info(uid)?.node).toBe('node-2');
  });

  test('can be cancelled', async () => {
    const uid = await booted();
    const done = expect(driver.migrate(uid, 'node-2', { bandwidth: 1e6 })).rejects.toThrow('aborted');
    clock.advance(3_000);
    await driver.cancelMigration(uid);
    await done;
    expect(driver.info(uid)?.node).toBe('node-1');
  });

  test('fails when the guest is made to', async () => {
    const uid = await booted(withFault('migration-fails'));
    const done = expect(driver.migrate(uid, 'node-2', {})).rejects.toThrow('unexpectedly failed');
    clock.advance(20_000);
    await done;
  });
});

describe('consoles', () => {
  test('the serial line has a login prompt, hides the password and knows uname', async () => {
    const uid = await booted();
    const line = await driver.openSerial(uid);
    line.write('root\rsecret\runame -a\r');
    const heard = await readUntil(line, 'GNU/Linux');
    expect(heard).toContain('vm-1 login: root');
    expect(heard).not.toContain('secret');
    expect(heard).toMatch(/Linux vm-1 6\.14\.0\S* .* x86_64 GNU\/Linux/);
  });

  test('the consoles of a guest end with it', async () => {
    const uid = await booted();
    const line = await driver.openSerial(uid);
    await driver.destroy(uid);
    expect(line.destroyed).toBe(true);
  });

  test('the screen is a PNG with something on it', async () => {
    const uid = await booted();
    const png = PNG.sync.read(await driver.screenshot(uid));
    expect([png.width, png.height]).toEqual([640, 400]);
    expect(png.data.some((value, index) => index % 4 === 0 && value > 0)).toBe(true);
  });
});

test('counters only grow', async () => {
  const uid = await booted();
  let before = await driver.stats(uid);
  for (let minute = 0; minute < 30; minute += 1) {
    clock.advance(60_000);
    const now = await driver.stats(uid);
    expect(now.cpuSeconds).toBeGreaterThanOrEqual(before.cpuSeconds);
    expect(now.interfaces[0]?.receiveBytes).toBeGreaterThanOrEqual(before.interfaces[0]?.receiveBytes ?? 0);
    before = now;
  }
  expect(before.cpuSeconds).toBeGreaterThan(0);
});

test('cards come and go while a guest runs', async () => {
  const uid = await booted();
  await driver.attachInterface(uid, { name: 'second', bridge: {} });
  expect(driver.info(uid)?.interfaces.map((card) => card.name)).toEqual(['default', 'second']);
  await driver.detachInterface(uid, 'second');
  expect(driver.info(uid)?.interfaces.map((card) => card.name)).toEqual(['default']);
});

test('ten thousand guests boot with one timer of the clock', async () => {
  for (let index = 0; index < 10_000; index += 1) await driver.start(guestDefinition({ uid: `guest-${index}` }));
  expect(clock.pending()).toBe(1);
  clock.advance(20_000);
  expect(events).toHaveLength(20_000);
  expect(clock.pending()).toBe(0);
});
