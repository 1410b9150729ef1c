import type { IncomingMessage } from 'node:http';
import { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Authorizer } from '../access/types';
import type { AggregatedApi, Identity, KindDefinition } from '../kinds/definition';
import { ApiError } from '../lib/api-error';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import { createReader } from '../store/reader';
import type { Store } from '../store/store';
import type { ApiCore } from './core';
import type { Exchange } from './http/exchange';
import { impersonated, NobodyImpersonated } from './http/impersonation';
import { preferredFormat } from './http/negotiate';
import { sendError, sendText, setCommonHeaders } from './http/respond';
import { route } from './http/route';
import type { Upgrade } from './http/route';
import { createClient } from './in-process-client';
import { Registry } from './registry';
import { internalError } from './verbs/admit';

export interface ApiServerOptions {
  store: Store;
  definitions: readonly KindDefinition[];
  aggregated: readonly AggregatedApi[];
  authorizer: Authorizer;
  clock: Clock;
  logger: Logger;
}

/** A Kubernetes API over HTTP and in process. Who a request is from is decided by the caller. */
export interface ApiServer {
  /** Answers `/api…`, `/apis…`, `/openapi…`, `/version`, health checks and `/`. Never rejects. */
  handle(req: IncomingMessage, res: ServerResponse, user: Identity): Promise<void>;
  /** Answers a request to switch to WebSocket: watches and aggregated streams. Never rejects. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, user: Identity): Promise<void>;
  /** The API for code in this process, as `user`; `internal` marks the companion's own controllers for admission. */
  client(user: Identity, options?: { internal?: boolean }): ObjectClient;
  /** Serves a kind from now on (again, when it is known). */
  define(definition: KindDefinition): void;
  undefine(group: string, plural: string): void;
  /** Serves an aggregated API from now on; it may need a client of this very server. */
  serve(api: AggregatedApi): void;
  definitions(): readonly KindDefinition[];
}

/** Builds the API server over a store. */
export function createApiServer({ store, definitions, aggregated, authorizer, clock, logger }: ApiServerOptions): ApiServer {
  const registry = new Registry(definitions, aggregated);
  const core: ApiCore = { store, registry, reader: createReader(store), authorizer, clock, logger: logger.child('api') };
  return {
    handle: (req, res, user) => answer(core, req, res, user),
    upgrade: (req, socket, head, user) => answer(core, req, responseOn(req, socket), user, { socket, head }),
    client: (user, options = {}) => createClient(core, user, options.internal ?? false),
    define: (definition) => registry.define(definition),
    undefine: (group, plural) => registry.undefine(group, plural),
    serve: (api) => registry.serve(api),
    definitions: () => registry.definitions(),
  };
}

async function answer(core: ApiCore, req: IncomingMessage, res: ServerResponse, user: Identity, upgrade?: Upgrade): Promise<void> {
  setCommonHeaders(res);
  const exchange = exchangeOf(req, res, user);
  try {
    exchange.user = impersonated(core.authorizer, user, req.headers);
    await route(core, exchange, upgrade);
  } catch (error) {
    if (error instanceof NobodyImpersonated) return sendText(exchange, 500, `Internal Server Error: ${JSON.stringify(req.url ?? '')}: ${error.message}\n`);
    await sendError(exchange, asApiError(core, req, error)).catch(() => res.destroy());
  }
}

/** What no verb foresaw is logged with its place and answered as 500. */
function asApiError(core: ApiCore, req: IncomingMessage, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  core.logger.error('a request failed', {
    method: req.method ?? '',
    path: (req.url ?? '').split('?')[0] ?? '',
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return internalError(error);
}

function exchangeOf(req: IncomingMessage, res: ServerResponse, user: Identity): Exchange {
  const [path = '/', ...rest] = (req.url ?? '/').split('?');
  const query = new URLSearchParams(rest.join('?'));
  return { req, res, method: req.method ?? 'GET', path, query, user, media: { format: preferredFormat(req.headers.accept) }, warnings: [] };
}

/** An ordinary answer on a connection that asked for an upgrade: refusals come before the handshake. */
function responseOn(req: IncomingMessage, socket: Duplex): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  if (socket instanceof Socket) res.assignSocket(socket);
  res.once('finish', () => socket.end());
  socket.on('error', () => socket.destroy());
  return res;
}
