import { type Duplex, Readable } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { AggregatedApi, AggregatedRequest, AggregatedResponse } from '../../kinds/definition';
import type { ApiCore } from '../core';
import { releaseSocket } from './web-socket';
import type { Exchange } from './exchange';
import { readBody } from './read-body';
import type { ResourcePath } from './request-path';
import { sendBytes } from './respond';
import { sendStream, streamOverSocket } from './stream-answer';
import type { Upgrade } from './route';

/** Guests may send large frames: clipboard contents, pasted files. */
const MAX_MESSAGE = 16 * 1024 * 1024;

/** Hands a request to an API that is no object storage, and completes the WebSocket when it grants one. */
export async function handleAggregated(core: ApiCore, exchange: Exchange, path: ResourcePath, api: Pick<AggregatedApi, 'handle'>, upgrade?: Upgrade): Promise<void> {
  const request = await aggregatedRequest(core, exchange, path, upgrade !== undefined);
  const answer = await api.handle(request);
  if (!('connect' in answer)) {
    if (upgrade && answer.code === 200) return streamOverSocket(exchange, upgrade, answer.stream ?? Readable.from([Buffer.from(answer.body ?? '')]));
    return sendAnswer(exchange, answer);
  }
  if (upgrade) return connect(exchange, upgrade, answer);
  answer.connect.destroy();
  await sendBytes(exchange, 400, 'text/plain; charset=utf-8', Buffer.from('Bad Request'));
}

async function aggregatedRequest(core: ApiCore, exchange: Exchange, path: ResourcePath, upgrading: boolean): Promise<AggregatedRequest> {
  const { req, method, query, user } = exchange;
  return {
    method,
    version: path.version,
    ...(path.namespace === undefined ? {} : { namespace: path.namespace }),
    resource: path.plural,
    ...(path.name === undefined ? {} : { name: path.name }),
    ...(path.subresource === undefined ? {} : { subresource: path.subresource }),
    query,
    headers: req.headers,
    body: upgrading ? Buffer.alloc(0) : await readBody(req),
    user,
    dryRun: query.getAll('dryRun').includes('All'),
    allowed: (attributes) => core.authorizer.authorize(user, attributes),
  };
}

type Answer = Extract<AggregatedResponse, { code: number }>;

async function sendAnswer(exchange: Exchange, { code, contentType, body, headers, stream }: Answer): Promise<void> {
  const { res } = exchange;
  for (const [name, value] of Object.entries(headers ?? {})) res.setHeader(name, value);
  if (stream) return sendStream(exchange, code, contentType ?? 'application/octet-stream', stream);
  if (body !== undefined && body.length > 0) return sendBytes(exchange, code, contentType ?? 'application/json', Buffer.from(body));
  res.writeHead(code, { 'content-length': 0 });
  res.end();
}

/** Binary messages only, both ways; text messages of the client are ignored. The end of either side ends the other. */
function connect(exchange: Exchange, { socket, head }: Upgrade, { connect: guest, subprotocol }: Extract<AggregatedResponse, { connect: unknown }>): void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => (subprotocol && offered.has(subprotocol) ? subprotocol : plain(offered)),
  });
  socket.once('close', () => guest.destroy());
  releaseSocket(exchange, socket);
  server.handleUpgrade(exchange.req, socket, head, (client) => pump(client, guest));
}

/** Bytes waiting for a viewer from which on the guest's stream is held back. */
const HIGH_WATER = 1024 * 1024;

function pump(client: WebSocket, guest: Duplex): void {
  guest.on('data', (chunk: Buffer) => {
    if (client.readyState !== client.OPEN) return;
    const full = client.bufferedAmount > HIGH_WATER;
    if (full) guest.pause();
    client.send(chunk, { binary: true }, full ? () => guest.resume() : undefined);
  });
  guest.once('end', () => client.close(1000));
  guest.once('close', () => client.close(1000));
  guest.on('error', () => client.terminate());
  client.on('message', (data, isBinary) => {
    if (!isBinary || !Buffer.isBuffer(data) || guest.destroyed) return;
    if (guest.write(data)) return;
    client.pause();
    guest.once('drain', () => client.resume());
  });
  client.on('error', () => client.terminate());
  client.once('close', () => guest.destroy());
}

/** The protocol of KubeVirt's streams, when the client knows it. */
function plain(offered: ReadonlySet<string>): string | false {
  return offered.has('plain.kubevirt.io') ? 'plain.kubevirt.io' : false;
}
