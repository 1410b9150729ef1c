import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttingProxy {
  url: string;
  /** Sockets cut so far. */
  readonly cuts: number;
  /** Breaks every WebSocket that goes through, as a load balancer that restarts does. Ordinary requests are let be. */
  cut(): void;
  close(): Promise<void>;
}

/** Stands between the browser and a companion. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  const { port } = new URL(target);
  const webSockets = new Set<Socket>();
  const all = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      all.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        all.delete(socket);
        webSockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (/^upgrade: websocket/im.test(bytes.toString('latin1'))) webSockets.add(client);
    });
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts;
    },
    cut() {
      cuts += webSockets.size;
      for (const socket of webSockets) socket.destroy();
    },
    close() {
      for (const socket of all) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
