import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import type { QmpClient } from './qmp';

const attempts = 3;
/** The user-mode network takes a connection before the guest does: a refusal shows as an end soon after. */
const refusalMs = 250;

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

/** HMP has no errors of its own: what it prints is the error. */
async function hmp(qmp: QmpClient, command: string): Promise<void> {
  const words = await qmp.execute('human-monitor-command', { 'command-line': command });
  if (typeof words === 'string' && /could not|invalid|error/i.test(words)) throw new GuestError('Failed', words.trim());
}

async function forward(qmp: QmpClient, netdev: string, guestPort: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      await hmp(qmp, `hostfwd_add ${netdev} tcp:127.0.0.1:${port}-:${guestPort}`);
      return port;
    } catch (error) {
      // Somebody else may have taken the port meanwhile.
      if (attempt === attempts) throw error;
    }
  }
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

/** Resolves when the other end has spoken or has stayed; rejects when it ended at once. */
function accepted(socket: Socket, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => () => {
      cancel();
      socket.off('readable', spoke);
      socket.off('close', refused);
      finish();
    };
    const refused = settle(() => reject(new GuestError('Failed', 'connection refused')));
    // Readable with nothing to read is the end of the stream.
    const spoke = () => (socket.readableLength === 0 ? refused() : settle(resolve)());
    const cancel = clock.after(refusalMs, settle(resolve));
    socket.once('readable', spoke);
    socket.once('close', refused);
  });
}

/**
 * A connection to a port of the guest through its user-mode network: a door on the loopback of this machine that is open
 * for one connection only.
 */
export async function openGuestPort(qmp: QmpClient, netdev: string, guestPort: number, clock: Clock): Promise<Duplex> {
  if (!Number.isInteger(guestPort) || guestPort < 1 || guestPort > 65_535) throw new GuestError('Failed', `not a port: ${guestPort}`);
  const port = await forward(qmp, netdev, guestPort);
  const socket = await dial(port).finally(() => hmp(qmp, `hostfwd_remove ${netdev} tcp:127.0.0.1:${port}`).catch(() => undefined));
  await accepted(socket, clock);
  return socket;
}
