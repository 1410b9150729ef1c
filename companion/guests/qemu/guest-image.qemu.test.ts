import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import type { GuestDriver } from '../driver';
import { guestDefinition } from '../test-support/definitions';
import { guestIs, heard, nextEvent } from '../test-support/waiting';
import { createQemuDriver } from './qemu-driver';

/** The built-in guest, when it has been built: one boot for all of these. */
const image = resolve('build/guest/guest.qcow2');
const uid = 'built-in';
const bootMs = 90_000;

describe.skipIf(!existsSync(image))('the built-in guest', () => {
  let home: string;
  let driver: GuestDriver;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'virtdeck-image-'));
    driver = await createQemuDriver({ folder: home, clock: systemClock, logger: silentLogger });
    const userData = '#cloud-config\nuser: fedora\npassword: secret\nchpasswd: { expire: False }\n';
    const metaData = '{"instance-id":"i-1","local-hostname":"test-host"}';
    const definition = guestDefinition({
      uid,
      domain: { memory: { guest: '256Mi' } },
      devices: { rng: {} },
      volumes: [
        { name: 'root', source: { type: 'overlay', base: image, format: 'qcow2' } },
        { name: 'seed', source: { type: 'files', label: 'cidata', files: { 'user-data': userData, 'meta-data': metaData } } },
      ],
    });
    await driver.start(definition);
    await guestIs(driver, uid, (info) => info.agentConnected);
  }, bootMs);

  afterAll(async () => {
    await driver.forget(uid);
    await driver.close({ keepGuests: false });
    rmSync(home, { recursive: true, force: true });
  });

  test('its agent tells what it is and which address it took', async () => {
    const info = await guestIs(driver, uid, ({ interfaces }) => interfaces[0]?.ips[0]?.startsWith('10.244.') === true && interfaces[0].interfaceName !== undefined);
    expect(info.os).toMatchObject({ machine: 'x86_64' });
    expect(info.interfaces[0]).toMatchObject({ name: 'default', interfaceName: 'eth0' });
    await expect(driver.agent(uid, 'guest-get-host-name')).resolves.toEqual({ 'host-name': 'test-host' });
  });

  test('the password of cloud-init opens its serial line', async () => {
    const line = await driver.openSerial(uid);
    line.write('\r');
    await heard(line, 'login:');
    line.write('fedora\r');
    await heard(line, 'assword:');
    line.write('secret\r');
    await heard(line, '$');
    line.write('uname -a\r');
    expect(await heard(line, 'GNU/Linux')).toContain('test-host');
    line.destroy();
  });

  test('a port of it is reached, and one without a listener is refused', async () => {
    const ssh = await driver.openPort(uid, 22);
    const [banner] = await once(ssh, 'data');
    expect(String(banner)).toContain('SSH-2.0');
    ssh.destroy();
    await expect(driver.openPort(uid, 9)).rejects.toThrow('refused');
  });

  test('it sees hot-plugged disks and lets go of them', async () => {
    const line = await driver.openSerial(uid);
    for (const bus of ['virtio', 'scsi']) {
      await driver.attachVolume(uid, { name: bus, source: { type: 'empty', capacity: 17 << 20 } }, { name: bus, disk: { bus } });
      const seen = heard(line, '17408 ');
      // A busy guest takes a moment to find the disk; the brackets keep the echo of this line from being the answer.
      line.write("\runtil grep '1740[8] ' /proc/partitions; do usleep 100000; done\r");
      await seen;
      await driver.detachVolume(uid, bus);
    }
    line.destroy();
  });

  test('live migration keeps it running and its agent connected', async () => {
    const agentLost = nextEvent(driver, (event) => event.type === 'changed' && !event.info.agentConnected).then(() => true);
    await driver.migrate(uid, 'node-2', { postCopy: true, autoConverge: true });
    await expect(driver.agent(uid, 'guest-ping')).resolves.toEqual({});
    expect(driver.info(uid)).toMatchObject({ state: 'running', node: 'node-2', agentConnected: true });
    expect(await Promise.race([agentLost, Promise.resolve(false)])).toBe(false);
  });

  test('it shuts down when it is asked to', async () => {
    const ended = nextEvent(driver, (event) => event.type === 'changed' && event.info.state === 'stopped');
    await driver.stop(uid, 60);
    expect(await ended).toMatchObject({ reason: 'the guest shut down' });
  });
});
