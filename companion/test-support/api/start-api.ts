import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { NamespaceKind } from '../../../contracts/kinds';
import type { ObjectMeta, Status } from '../../../contracts/objects';
import type { Authorizer } from '../../access/types';
import { createApiServer } from '../../api/api-server';
import type { ApiServer } from '../../api/api-server';
import type { AggregatedApi, Identity, KindDefinition } from '../../kinds/definition';
import { bareKinds } from '../../kinds/registry';
import { systemClock } from '../../lib/clock';
import type { Clock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import type { Logger } from '../../lib/logger';
import type { ObjectClient } from '../../store/client';
import { openStore } from '../../store/open-store';
import type { Store } from '../../store/store';

export const MASTER: Identity = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

export interface StartedApi {
  /** `http://127.0.0.1:PORT`, the API root. */
  url: string;
  api: ApiServer;
  store: Store;
  /** In process, as system:masters and internal, as controllers have it. */
  client: ObjectClient;
  /** A JSON request; the answer is parsed when it is JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

/** JSON as tests look into it: objects, lists, tables and Status bodies at once. */
export interface Json {
  kind?: string;
  apiVersion?: string;
  metadata?: Partial<ObjectMeta> & { continue?: string; remainingItemCount?: number };
  spec?: Record<string, unknown>;
  /** An object's status, or `Success` and `Failure`. */
  status?: unknown;
  data?: Record<string, string>;
  items?: Json[];
  message?: string;
  reason?: string;
  code?: number;
  details?: NonNullable<Status['details']>;
  columnDefinitions?: { name: string; type: string; format: string; description: string; priority: number }[] | null;
  rows?: { cells: unknown[]; object?: Json }[];
  [part: string]: unknown;
}

interface StartOptions {
  definitions?: readonly KindDefinition[];
  aggregated?: readonly AggregatedApi[];
  /** Persistent when given. */
  folder?: string;
  clock?: Clock;
  logger?: Logger;
  authorizer?: Authorizer;
  /** Who a request is from; system:masters unless said. */
  user?(req: IncomingMessage): Identity;
  /** A free one unless said. */
  port?: number;
  /** Created at the start; `default` unless said. */
  namespaces?: string[];
}

const allowAll: Authorizer = { authorize: () => ({ allowed: true }) };

/** Starts the API server alone on a free port, without controllers, gateway or access rules. */
export async function startApi(options: StartOptions = {}): Promise<StartedApi> {
  const { clock = systemClock, logger = silentLogger, definitions = bareKinds(), aggregated = [], authorizer = allowAll } = options;
  const store = await openStore({ clock, logger, ...(options.folder === undefined ? {} : { folder: options.folder }) });
  const api = createApiServer({ store, definitions, aggregated, authorizer, clock, logger });
  const userOf = options.user ?? (() => MASTER);
  const server = createServer((req, res) => void api.handle(req, res, userOf(req)));
  server.on('upgrade', (req, socket, head) => void api.upgrade(req, socket, head, userOf(req)));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const client = api.client(MASTER, { internal: true });
  await ensureNamespaces(client, options.namespaces ?? ['default']);
  return {
    url,
    api,
    store,
    client,
    call: (method, path, body, headers) => call(`${url}${path}`, method, body, headers),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await store.close();
    },
  };
}

async function ensureNamespaces(client: ObjectClient, names: string[]): Promise<void> {
  for (const name of names) {
    if (client.get(NamespaceKind, name)) continue;
    await client.create(NamespaceKind, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}

async function call(url: string, method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const type: Record<string, string> = text === undefined ? {} : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
  const response = await fetch(url, { method, headers: { ...type, ...headers }, ...(text === undefined ? {} : { body: text }) });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, body: parsed(answer) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}
