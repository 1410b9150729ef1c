import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onJsonLine, streamPair } from '../test-support/fake-peer';
import { createHandClock, type HandClock } from '../test-support/hand-clock';
import { createAgentClient } from './agent';
import { mergeInterfaces, readInterfaces, readOsInfo } from './agent-facts';
import { createAgentLink } from './agent-link';

let clock: HandClock;
let ours: Duplex;
let guest: Duplex;
let asked: string[];
let isMute = false;

const interfaces = [
  { name: 'lo', 'hardware-address': '00:00:00:00:00:00', 'ip-addresses': [{ 'ip-address': '127.0.0.1' }] },
  { name: 'eth0', 'hardware-address': '02:00:00:00:00:01', 'ip-addresses': [{ 'ip-address': 'fe80::1' }, { 'ip-address': '10.0.2.2' }] },
  { name: 'docker0', 'hardware-address': '02:42:00:00:00:01', 'ip-addresses': [] },
];
const answers: Record<string, unknown> = {
  'guest-get-osinfo': { id: 'fedora', 'pretty-name': 'Fedora 42', 'kernel-release': '6.14' },
  'guest-network-get-interfaces': interfaces,
};

/** An agent as a guest runs it. */
function serve(stream: Duplex): void {
  const say = (message: object, prefix = '') => stream.write(Buffer.from(`${prefix}${JSON.stringify(message)}\n`, 'latin1'));
  onJsonLine(stream, ({ execute, arguments: args }) => {
    const command = String(execute);
    asked.push(command);
    if (isMute) return;
    if (command === 'guest-sync-delimited') say({ return: (args as { id: number }).id }, '\xff');
    else if (command === 'guest-hang') return;
    else if (command in answers) say({ return: answers[command] });
    else say({ error: { class: 'CommandNotFound', desc: `The command ${command} has not been found` } });
  });
}

beforeEach(() => {
  clock = createHandClock();
  [ours, guest] = streamPair();
  asked = [];
  isMute = false;
});

describe('client', () => {
  test('synchronises once, then speaks in order', async () => {
    serve(guest);
    const client = createAgentClient(ours, clock);
    await Promise.all([client.execute('guest-get-osinfo'), client.execute('guest-network-get-interfaces')]);
    expect(asked).toEqual(['guest-sync-delimited', 'guest-get-osinfo', 'guest-network-get-interfaces']);
  });

  test('old answers in the channel are not taken for new ones', async () => {
    serve(guest);
    guest.write('{"return": {"id": "stale"}}\n{"retu');
    const client = createAgentClient(ours, clock);
    await expect(client.execute('guest-get-osinfo')).resolves.toMatchObject({ id: 'fedora' });
  });

  test('a refusal keeps the words of the agent', async () => {
    serve(guest);
    const client = createAgentClient(ours, clock);
    await expect(client.execute('guest-fly')).rejects.toThrow('The command guest-fly has not been found');
  });

  test('silence fails the call, and the next one synchronises anew', async () => {
    serve(guest);
    const client = createAgentClient(ours, clock);
    await client.execute('guest-get-osinfo');
    const call = expect(client.execute('guest-hang', undefined, 1_000)).rejects.toMatchObject({ reason: 'NoAgent' });
    await expect.poll(() => asked.includes('guest-hang')).toBe(true);
    clock.advance(1_000);
    await call;
    await client.execute('guest-get-osinfo');
    expect(asked.filter((command) => command === 'guest-sync-delimited')).toHaveLength(2);
  });

  test('an agent that goes away fails what waits', async () => {
    serve(guest);
    const client = createAgentClient(ours, clock);
    const call = expect(client.execute('guest-hang')).rejects.toMatchObject({ reason: 'NoAgent' });
    await expect.poll(() => asked.includes('guest-hang')).toBe(true);
    guest.destroy();
    await call;
  });
});

describe('link', () => {
  const changes: (string | undefined)[] = [];
  afterEach(() => changes.splice(0));

  function link() {
    const made = createAgentLink({
      clock,
      connect: async () => {
        [ours, guest] = streamPair();
        serve(guest);
        return ours;
      },
      onChange: () => changes.push(made.facts?.os.id),
    });
    return made;
  }

  test('learns what the guest is when its agent comes, and forgets when it goes', async () => {
    const made = link();
    made.opened();
    await expect.poll(() => changes).toEqual(['fedora']);
    expect(made.facts?.interfaces.map((card) => card.interfaceName)).toEqual(['eth0', 'docker0']);
    made.closed();
    expect(changes).toEqual(['fedora', undefined]);
    await expect(made.execute('guest-get-osinfo')).rejects.toMatchObject({ reason: 'NoAgent' });
    expect(clock.pending()).toBe(0);
  });

  test('says nothing when nothing has changed', async () => {
    const made = link();
    made.opened();
    await expect.poll(() => changes).toEqual(['fedora']);
    const before = asked.length;
    clock.advance(10_000);
    await expect.poll(() => asked.length).toBe(before + 2);
    expect(changes).toEqual(['fedora']);
    made.closed();
  });

  test('an agent that falls silent is still connected, until its channel closes', async () => {
    const made = link();
    made.opened();
    await expect.poll(() => changes).toEqual(['fedora']);
    isMute = true;
    const before = asked.length;
    clock.advance(10_000);
    await expect.poll(() => asked.length).toBeGreaterThan(before);
    clock.advance(10_000);
    await expect.poll(() => clock.pending()).toBe(1);
    expect(made.facts?.os.id).toBe('fedora');
    isMute = false;
    await expect(made.execute('guest-get-osinfo')).resolves.toMatchObject({ id: 'fedora' });
    made.closed();
    expect(made.facts).toBeUndefined();
  });

  test('a moved guest keeps what is known while its agent is found again', async () => {
    const made = link();
    made.opened();
    await expect.poll(() => changes).toEqual(['fedora']);
    made.opened();
    expect(made.facts?.os.id).toBe('fedora');
    made.closed();
  });
});

describe('facts', () => {
  test('IPv4 addresses come first and the loopback not at all', () => {
    expect(readInterfaces(interfaces)).toEqual([
      { interfaceName: 'eth0', mac: '02:00:00:00:00:01', ips: ['10.0.2.2', 'fe80::1'] },
      { interfaceName: 'docker0', mac: '02:42:00:00:00:01', ips: [] },
    ]);
    expect(readInterfaces('nonsense')).toEqual([]);
  });

  test('what a guest says is bounded and only what is known is taken', () => {
    expect(readOsInfo({ id: 'x'.repeat(9_999), evil: '<script>' })).toEqual({ id: 'x'.repeat(256) });
  });

  test('addresses of the agent replace those given, unless it has only made one itself', () => {
    const given = [{ name: 'default', mac: '02:00:00:00:00:01', ips: ['10.244.0.4'] }];
    const seen = (ips: string[]) => [{ interfaceName: 'eth0', mac: '02:00:00:00:00:01', ips }];
    expect(mergeInterfaces(given, seen(['10.0.2.2']))[0]?.ips).toEqual(['10.0.2.2']);
    expect(mergeInterfaces(given, seen(['fe80::1']))[0]?.ips).toEqual(['10.244.0.4', 'fe80::1']);
  });
});
