import { PassThrough, type Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { GuestConsoles, GuestPorts } from '../guests/driver';
import { ApiError } from '../lib/api-error';
import { systemClock } from '../lib/clock';
import { createStreams } from './streams';

interface FakeConsoles extends GuestConsoles, GuestPorts {
  pictures: number;
}

function fakeConsoles(): FakeConsoles {
  const consoles: FakeConsoles = {
    pictures: 0,
    openVnc: async () => new PassThrough(),
    openSerial: async () => new PassThrough(),
    openPort: async () => new PassThrough(),
    serialHistory: async () => Buffer.from('login: '),
    screenshot: async () => {
      consoles.pictures += 1;
      return Buffer.from('png');
    },
  };
  return consoles;
}

const closed = (stream: Duplex) => new Promise((resolve) => (stream.destroyed ? resolve(true) : stream.once('close', resolve)));

describe('VNC', () => {
  test('a newcomer closes the older session', async () => {
    const streams = createStreams(fakeConsoles(), systemClock);
    const first = await streams.openVnc('a', { preserveSession: false });
    const second = await streams.openVnc('a', { preserveSession: false });
    await closed(first);
    expect(second.destroyed).toBe(false);
  });

  test('a newcomer that preserves the session is refused while one is open', async () => {
    const streams = createStreams(fakeConsoles(), systemClock);
    const first = await streams.openVnc('a', { preserveSession: true });
    const refusal = await streams.openVnc('a', { preserveSession: true }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({
      code: 500,
      reason: 'InternalError',
      message:
        "Internal error occurred: Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.",
    });
    expect(first.destroyed).toBe(false);
    first.destroy();
    await closed(first);
    await expect(streams.openVnc('a', { preserveSession: true })).resolves.toBeDefined();
  });

  test('guests do not share sessions', async () => {
    const streams = createStreams(fakeConsoles(), systemClock);
    await streams.openVnc('a', { preserveSession: true });
    await expect(streams.openVnc('b', { preserveSession: true })).resolves.toBeDefined();
  });

  test('one that is still being opened counts, and loses against a newcomer', async () => {
    const consoles = fakeConsoles();
    const streams = createStreams(consoles, systemClock);
    const opening = streams.openVnc('a', { preserveSession: false });
    await expect(streams.openVnc('a', { preserveSession: true })).rejects.toThrow('Active VNC connection');
    const second = await streams.openVnc('a', { preserveSession: false });
    expect((await opening).destroyed).toBe(true);
    expect(second.destroyed).toBe(false);
  });

  test('a session that could not be opened leaves the place free', async () => {
    const consoles = fakeConsoles();
    const streams = createStreams({ ...consoles, openVnc: () => Promise.reject(new Error('down')) }, systemClock);
    await expect(streams.openVnc('a', { preserveSession: true })).rejects.toThrow('down');
    await expect(streams.openVnc('a', { preserveSession: true })).rejects.toThrow('down');
  });
});

test('a newcomer on the serial line closes the older session', async () => {
  const streams = createStreams(fakeConsoles(), systemClock);
  const first = await streams.openSerial('a');
  const second = await streams.openSerial('a');
  await closed(first);
  expect(second.destroyed).toBe(false);
  streams.close();
  await closed(second);
});

test('pictures asked for at the same time are taken once', async () => {
  const consoles = fakeConsoles();
  const streams = createStreams(consoles, systemClock);
  const [first, second] = await Promise.all([streams.screenshot('a'), streams.screenshot('a')]);
  expect(first).toBe(second);
  await streams.screenshot('a');
  expect(consoles.pictures).toBe(2);
});

test('knows what is open to a guest, and when something was opened last', async () => {
  let now = 1_000;
  const streams = createStreams(fakeConsoles(), { now: () => now, after: () => () => undefined });
  expect(streams.use('a')).toBeUndefined();
  const [screen, port] = await Promise.all([streams.openVnc('a', { preserveSession: false }), streams.openPort('a', 22)]);
  now = 2_000;
  const other = await streams.openPort('a', 80);
  expect(streams.use('a')).toEqual({ vnc: 1, serial: 0, portForward: 2, lastOpened: 2_000 });
  for (const stream of [screen, port, other]) stream.destroy();
  await expect.poll(() => streams.use('a')).toEqual({ vnc: 0, serial: 0, portForward: 0, lastOpened: 2_000 });
});
