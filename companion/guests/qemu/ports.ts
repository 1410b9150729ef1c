import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import type { QmpClient } from './qmp';
import { pause } from './wait';

const attempts = 3;
const answerMs = 10_000;
const pollMs = 20;
/** Until then the network has taken notice of a connection, or has lost it again. */
const noticeMs = 500;

/** A port of this machine that is free now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

async function hmp(qmp: QmpClient, command: string): Promise<string> {
  const words = await qmp.execute('human-monitor-command', { 'command-line': command });
  return typeof words === 'string' ? words : '';
}

async function forward(qmp: QmpClient, netdev: string, guestPort: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    // Silence is success: HMP has no errors of its own.
    const failure = await hmp(qmp, `hostfwd_add ${netdev} tcp:127.0.0.1:${port}-:${guestPort}`);
    if (!failure.trim()) return port;
    // Somebody else may have taken the port meanwhile.
    if (attempt === attempts) throw new GuestError('Failed', failure.trim());
  }
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/**
 * State of the connection that came in through `port`, from the table of the user-mode network:
 * `TCP[ESTABLISHED] 16 127.0.0.1 40123 10.244.0.4 22 …`. Undefined when there is none (any more).
 */
export function connectionState(table: string, port: number): string | undefined {
  for (const [, state, source] of table.matchAll(/TCP\[(\w+)\]\s+-?\d+\s+\S+\s+(\d+)\s/g)) {
    if (Number(source) === port && state !== 'HOST_FORWARD') return state;
  }
  return undefined;
}

/** The user-mode network takes a connection before the guest does: waits for the guest's own word. */
async function accepted(socket: Socket, qmp: QmpClient, port: number, clock: Clock): Promise<void> {
  const start = clock.now();
  let wasSeen = false;
  socket.on('error', () => socket.destroy());
  for (;;) {
    const state = connectionState(await hmp(qmp, 'info usernet'), port);
    const waited = clock.now() - start;
    if (state && !state.startsWith('SYN')) return;
    if (!state && (wasSeen || waited > noticeMs)) throw new GuestError('Failed', 'connection refused');
    if (waited > answerMs) throw new GuestError('Failed', 'connection timed out');
    wasSeen ||= state !== undefined;
    await pause(clock, pollMs);
  }
}

/**
 * A connection to a port of the guest through its user-mode network: a door on the loopback of this machine that is open
 * for one connection only.
 */
export async function openGuestPort(qmp: QmpClient, netdev: string, guestPort: number, clock: Clock): Promise<Duplex> {
  if (!Number.isInteger(guestPort) || guestPort < 1 || guestPort > 65_535) throw new GuestError('Failed', `not a port: ${guestPort}`);
  const port = await forward(qmp, netdev, guestPort);
  let socket: Socket | undefined;
  try {
    socket = await dial(port);
    await accepted(socket, qmp, port, clock);
    return socket;
  } catch (error) {
    socket?.destroy();
    throw error;
  } finally {
    await hmp(qmp, `hostfwd_remove ${netdev} tcp:127.0.0.1:${port}`).catch(() => undefined);
  }
}
