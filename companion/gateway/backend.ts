import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Who answers Kubernetes API requests: the local API server, or a proxy to a cluster. `req.url` is the API path. */
export interface ApiBackend {
  handle(req: IncomingMessage, res: ServerResponse): void | Promise<void>;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void | Promise<void>;
}

export function sendText(res: ServerResponse, code: number, text: string): void {
  res.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' });
  res.end(text);
}

export function sendJson(res: ServerResponse, code: number, value: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(code, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  res.end(JSON.stringify(value));
}

/** Refuses a WebSocket handshake with an ordinary answer. */
export function refuseUpgrade(socket: Duplex, code: number, reason: string, body = ''): void {
  socket.end(
    `HTTP/1.1 ${code} ${reason}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Reads a small body; rejects beyond `limit` bytes. */
export async function readBody(req: IncomingMessage, limit = 64 * 1024): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) throw new Error(`body over ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
