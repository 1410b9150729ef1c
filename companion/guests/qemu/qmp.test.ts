import type { Duplex } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { onJsonLine, streamPair } from '../test-support/fake-peer';
import { createHandClock, type HandClock } from '../test-support/hand-clock';
import { createQmpClient } from './qmp';

let clock: HandClock;
let ours: Duplex;
let qemu: Duplex;
const say = (message: object) => qemu.write(`${JSON.stringify(message)}\r\n`);

beforeEach(() => {
  clock = createHandClock();
  [ours, qemu] = streamPair();
});

/** A QEMU that knows two commands. */
function serve(): void {
  onJsonLine(qemu, ({ execute, id }) => {
    if (execute === 'silent') return;
    if (execute === 'bad') say({ id, error: { class: 'GenericError', desc: 'no such thing' } });
    else say({ id, return: { did: execute } });
  });
  say({ QMP: { version: {}, capabilities: [] } });
}

test('leaves negotiation mode and answers each call with its own result', async () => {
  serve();
  const client = await createQmpClient(ours, clock);
  const results = await Promise.all([client.execute('one'), client.execute('two')]);
  expect(results).toEqual([{ did: 'one' }, { did: 'two' }]);
  expect(clock.pending()).toBe(0);
});

test('an error of QEMU keeps its class and words', async () => {
  serve();
  const client = await createQmpClient(ours, clock);
  await expect(client.execute('bad')).rejects.toMatchObject({ kind: 'GenericError', message: 'no such thing' });
});

test('events are heard, however the bytes were cut', async () => {
  serve();
  const client = await createQmpClient(ours, clock);
  const events: unknown[] = [];
  client.onEvent((event) => events.push(event));
  for (const byte of Buffer.from('{"event":"STOP","data":{"a":"é"}}\n{"event":"RESUME"}\n')) qemu.write(Buffer.from([byte]));
  expect(events).toEqual([
    { event: 'STOP', data: { a: 'é' } },
    { event: 'RESUME', data: {} },
  ]);
});

test('a command that is not answered fails after its time', async () => {
  serve();
  const client = await createQmpClient(ours, clock);
  const call = expect(client.execute('silent', undefined, 1_000)).rejects.toMatchObject({ kind: 'Timeout' });
  clock.advance(1_000);
  await call;
});

test('a lost connection fails what waits and what comes', async () => {
  serve();
  const client = await createQmpClient(ours, clock);
  const call = expect(client.execute('silent')).rejects.toMatchObject({ kind: 'Disconnected' });
  qemu.destroy();
  await call;
  await client.closed;
  await expect(client.execute('one')).rejects.toMatchObject({ kind: 'Disconnected' });
  expect(clock.pending()).toBe(0);
});

test('a peer that does not greet, or is no QEMU, is given up', async () => {
  const silent = expect(createQmpClient(ours, clock)).rejects.toMatchObject({ kind: 'Timeout' });
  clock.advance(60_000);
  await silent;
  const [left, right] = streamPair();
  const wrong = expect(createQmpClient(left, clock)).rejects.toMatchObject({ kind: 'Disconnected' });
  right.write('SSH-2.0-OpenSSH\r\n');
  await wrong;
});
