import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { sendBytes } from './respond';
import type { Exchange } from './exchange';
import type { Upgrade } from './route';

/** Prefix of the pseudo-protocol in which browsers send their token. */
export const BEARER_PROTOCOL = 'base64url.bearer.authorization.k8s.io.';

/** Clients of watches have nothing to say. */
const MAX_MESSAGE = 64 * 1024;

const server = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MAX_MESSAGE, handleProtocols: (offered) => echoed(offered) });

function echoed(offered: ReadonlySet<string>): string | false {
  return [...offered].find((protocol) => !protocol.startsWith(BEARER_PROTOCOL)) ?? false;
}

/**
 * Completes the handshake of a watch. As on a real API server an http(s) Origin has to be there (403 with an empty body
 * else), the token protocol needs company (401), and of several others none can be chosen (400).
 */
export async function acceptSocket(exchange: Exchange, { socket, head }: Upgrade, use: (socket: WebSocket) => void): Promise<void> {
  const refusal = refusalOf(exchange);
  if (refusal) return sendBytes(exchange, refusal, 'text/plain; charset=utf-8', Buffer.alloc(0));
  releaseSocket(exchange, socket);
  server.handleUpgrade(exchange.req, socket, head, (accepted) => {
    accepted.on('error', () => accepted.terminate());
    use(accepted);
  });
}

/** The ordinary answer is no longer needed: the connection is handed to the WebSocket. */
export function releaseSocket({ res }: Pick<Exchange, 'res'>, socket: Duplex): void {
  if (socket instanceof Socket && res.socket === socket) res.detachSocket(socket);
}

function refusalOf({ req }: Exchange): number | undefined {
  if (!/^https?:\/\/./.test(req.headers.origin ?? '')) return 403;
  const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
  const others = offered.filter((each) => !each.startsWith(BEARER_PROTOCOL));
  if (others.length < offered.length && others.length === 0) return 401;
  return others.length > 1 ? 400 : undefined;
}
