import { describe, expect, it } from 'vitest';
import { ConsoleSession } from './console-session';
import { FakeWorld, plainChannel } from './fake-world.test-support';

const inUse = {
  code: 500,
  message: "Internal error occurred: Can't connect to websocket (503): websocket: bad handshake: application info: Active VNC connection. Request denied.",
};

function running(newcomerWins = false) {
  const world = new FakeWorld();
  const session = new ConsoleSession(plainChannel(newcomerWins), world);
  session.setGuestRuns(true);
  session.connect();
  return { world, session };
}

describe('ConsoleSession', () => {
  it('connects politely, with binary frames', () => {
    const { world, session } = running();
    expect(session.getState()).toEqual({ phase: 'connecting', attempt: 0 });
    expect(world.socket.endpoint.query).toEqual({ preserveSession: true });
    expect(world.socket.binaryType).toBe('arraybuffer');
    world.socket.accept();
    expect(session.getState()).toEqual({ phase: 'connected', since: 0 });
  });

  it('waits for a guest that does not run, and connects by itself when it does', () => {
    const world = new FakeWorld();
    const session = new ConsoleSession(plainChannel(), world);
    session.connect();
    expect(session.getState().phase).toBe('waiting');
    expect(world.sockets).toHaveLength(0);
    session.setGuestRuns(true);
    world.socket.accept();
    expect(session.getState().phase).toBe('connected');
    session.setGuestRuns(false);
    expect(session.getState().phase).toBe('waiting');
    expect(world.socket.readyState).toBe(3);
  });

  it('asks when somebody else uses the console, and takes over only then', async () => {
    const { world, session } = running();
    await world.refuse(inUse);
    expect(session.getState()).toEqual({ phase: 'in-use', message: inUse.message });
    world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
    session.connect({ takeOver: true });
    expect(world.socket.endpoint.query).toEqual({});
    world.socket.accept();
    expect(session.getState().phase).toBe('connected');
  });

  it('reconnects with growing pauses after the socket was cut', async () => {
    const { world, session } = running();
    world.socket.accept();
    world.socket.end(1006);
    expect(session.getState()).toEqual({ phase: 'lost', attempt: 1, retryAt: 500, message: '' });
    world.pass(500);
    expect(session.getState()).toEqual({ phase: 'connecting', attempt: 1 });
    await world.refuse({ code: 502, message: 'Failed to dial backend' });
    expect(session.getState()).toEqual({ phase: 'lost', attempt: 2, retryAt: 1500, message: 'Failed to dial backend' });
    world.pass(1000);
    world.socket.accept();
    expect(session.getState().phase).toBe('connected');
  });

  it('does not wait when told that the network is back', () => {
    const { world, session } = running();
    world.socket.accept();
    world.socket.end(1006);
    session.retryNow();
    expect(world.sockets).toHaveLength(2);
    world.pass(60_000);
    expect(world.sockets).toHaveLength(2 + 1);
  });

  it('notices on reconnect that somebody took the session over', async () => {
    const { world, session } = running();
    world.socket.accept();
    world.socket.end(1006);
    world.pass(500);
    await world.refuse(inUse);
    expect(session.getState()).toEqual({ phase: 'taken-over' });
  });

  it('takes an orderly end as a take-over where the newcomer wins', () => {
    const { world, session } = running(true);
    world.socket.accept();
    world.pass(60_000);
    world.socket.end(1000);
    expect(session.getState()).toEqual({ phase: 'taken-over' });
    session.setGuestRuns(false);
    session.setGuestRuns(true);
    world.socket.accept();
    expect(session.getState().phase).toBe('connected');
  });

  it('does not fight with another viewer that reconnects too', () => {
    const { world, session } = running(true);
    world.socket.accept();
    world.pass(60_000);
    world.socket.end(1006);
    expect(session.getState().phase).toBe('lost');
    world.pass(500);
    world.socket.accept();
    world.pass(2000);
    world.socket.end(1006);
    expect(session.getState()).toEqual({ phase: 'taken-over' });
  });

  it('gives up, with the words of the server, where trying again does not help', async () => {
    for (const answer of [
      { code: 403, message: 'virtualmachineinstances.subresources.kubevirt.io "a" is forbidden' },
      { code: 400, message: 'No graphics devices are present.' },
    ]) {
      const { world, session } = running();
      await world.refuse(answer);
      expect(session.getState()).toEqual({ phase: 'refused', ...answer });
      world.pass(60_000);
      expect(world.sockets).toHaveLength(1);
    }
  });

  it('stays closed after the person disconnected', async () => {
    const { world, session } = running();
    world.socket.accept();
    session.disconnect();
    expect(session.getState()).toEqual({ phase: 'closed' });
    session.setGuestRuns(false);
    session.setGuestRuns(true);
    world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
  });

  it('ignores the late answer of an attempt that was given up', async () => {
    const { world, session } = running();
    const refusal = world.refuse(inUse);
    session.disconnect();
    await refusal;
    expect(session.getState()).toEqual({ phase: 'closed' });
  });

  it('tries again when a handshake hangs', () => {
    const { world, session } = running();
    world.pass(30_000);
    expect(session.getState().phase).toBe('lost');
    world.pass(500);
    expect(world.sockets).toHaveLength(2);
  });

  it('tells its listeners of each change until they leave', () => {
    const { world, session } = running();
    const seen: string[] = [];
    const leave = session.subscribe(() => seen.push(session.getState().phase));
    world.socket.accept();
    session.disconnect();
    leave();
    session.connect();
    expect(seen).toEqual(['connected', 'closed']);
  });
});
