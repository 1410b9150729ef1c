import type { Readable } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Exchange } from './exchange';
import type { Upgrade } from './route';
import { releaseSocket } from './web-socket';

/** Answers with bytes as they come, for as long as they come. The end of either side ends the other. */
export function sendStream({ req, res }: Exchange, code: number, contentType: string, stream: Readable): void {
  res.writeHead(code, { 'content-type': contentType });
  res.flushHeaders();
  res.once('close', () => stream.destroy());
  stream.once('error', () => res.destroy());
  if (req.method === 'HEAD') {
    stream.destroy();
    res.end();
    return;
  }
  stream.pipe(res);
}

const BASE64 = 'base64.binary.k8s.io';
const BINARY = 'binary.k8s.io';
/** Bytes waiting for a reader from which on the stream is held back. */
const HIGH_WATER = 1024 * 1024;

/** The same over a WebSocket, one way: binary messages, or base64 in text messages for browsers that ask for it. */
export function streamOverSocket(exchange: Exchange, { socket, head }: Upgrade, stream: Readable): void {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(BASE64) ? BASE64 : offered.has(BINARY) ? BINARY : false),
  });
  socket.once('close', () => stream.destroy());
  releaseSocket(exchange, socket);
  server.handleUpgrade(exchange.req, socket, head, (client) => pump(client, stream));
}

function pump(client: WebSocket, stream: Readable): void {
  const encoded = client.protocol === BASE64;
  stream.on('data', (chunk: Buffer) => {
    if (client.readyState !== client.OPEN) return;
    const full = client.bufferedAmount > HIGH_WATER;
    if (full) stream.pause();
    client.send(encoded ? chunk.toString('base64') : chunk, { binary: !encoded }, full ? () => stream.resume() : undefined);
  });
  stream.once('end', () => client.close(1000));
  stream.once('error', () => client.close(1011));
  client.on('error', () => client.terminate());
  client.once('close', () => stream.destroy());
}
