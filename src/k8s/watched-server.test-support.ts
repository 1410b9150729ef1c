import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { UnknownObject } from '../../contracts/objects';
import { setApiAddress } from './address';

/** A list and its watch whose faults a test decides: cut sockets, expired journals, refusals. No API is imitated. */
export class WatchedServer {
  private version = 1;
  private readonly objects = new Map<string, UnknownObject>();
  private journal: { version: number; type: string; object: UnknownObject }[] = [];
  private oldest = 0;
  private readonly sockets = new Set<WebSocket>();
  readonly lists: string[] = [];
  readonly watches: string[] = [];
  /** Answers this code to the next listings. */
  refuse: number | undefined;
  private readonly server = createServer((request, response) => {
    this.lists.push(request.url ?? '');
    if (this.refuse !== undefined) {
      response.writeHead(this.refuse, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ kind: 'Status', code: this.refuse, reason: 'Forbidden', message: 'widgets is forbidden' }));
      return;
    }
    const url = new URL(request.url ?? '/', 'http://x');
    const limit = Number(url.searchParams.get('limit') ?? 0) || this.objects.size;
    const from = Number(url.searchParams.get('continue') ?? 0);
    const items = [...this.objects.values()].slice(from, from + limit);
    const next = from + limit < this.objects.size ? { continue: String(from + limit) } : {};
    response.end(
      JSON.stringify({ kind: 'WidgetList', apiVersion: 'v1', metadata: { resourceVersion: String(this.version), ...next }, items }),
    );
  });

  async start(): Promise<void> {
    const upgrades = new WebSocketServer({ server: this.server });
    upgrades.on('connection', (socket, request) => this.watch(socket, request.url ?? ''));
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', () => done()));
    const { port } = this.server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}`;
    setApiAddress({ base, root: base, headers: {} });
  }

  stop(): void {
    this.cut();
    this.server.closeAllConnections();
    this.server.close();
  }

  put(name: string, value: number): void {
    this.version += 1;
    const type = this.objects.has(name) ? 'MODIFIED' : 'ADDED';
    const object = { apiVersion: 'v1', kind: 'Widget', metadata: { name, namespace: 'n', resourceVersion: String(this.version) }, value };
    this.objects.set(name, object);
    this.tell(type, object);
  }

  remove(name: string): void {
    const object = this.objects.get(name);
    if (!object) return;
    this.version += 1;
    this.objects.delete(name);
    this.tell('DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } });
  }

  /** Breaks every socket, as a proxy that restarts does. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
  }

  /** Forgets the journal: whoever resumes from before is told that its version has expired. */
  compact(): void {
    this.journal = [];
    this.oldest = this.version;
  }

  truth(): Map<string, unknown> {
    return new Map([...this.objects].map(([name, object]) => [name, object.value]));
  }

  private tell(type: string, object: UnknownObject): void {
    this.journal.push({ version: this.version, type, object });
    for (const socket of this.sockets) socket.send(JSON.stringify({ type, object }));
  }

  private watch(socket: WebSocket, url: string): void {
    this.watches.push(url);
    const from = Number(new URL(url, 'http://x').searchParams.get('resourceVersion'));
    if (from < this.oldest) {
      socket.send(JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } }));
      socket.close();
      return;
    }
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    for (const entry of this.journal) if (entry.version > from) socket.send(JSON.stringify({ type: entry.type, object: entry.object }));
  }
}
