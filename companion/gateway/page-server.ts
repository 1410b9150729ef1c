import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Logger } from '../lib/logger';
import type { ApiBackend } from './backend';
import { refuseUpgrade, sendJson, sendText } from './backend';
import { createFileServer, type FileServer } from './files';
import { translateImpersonation } from './impersonation';
import { serveMonitoring, type MonitoringTargets } from './monitoring';
import { CONTENT_SECURITY_POLICY, refusesCsrf, refusesOrigin, setCsrfCookie, setSecurityHeaders } from './security';

const API = '/api/kubernetes';
export const PLUGIN_NAME = 'virtdeck';

/** A further path of the page's port: true when it answered. */
export type Extra = (req: IncomingMessage, res: ServerResponse, url: URL) => boolean | Promise<boolean>;

export interface PageServerOptions {
  backend: ApiBackend;
  /** Folders of the built host and the built plugin. */
  hostFolder: string;
  pluginFolder: string;
  /** What `window.SERVER_FLAGS` holds. */
  flags: Record<string, unknown>;
  monitoring: MonitoringTargets;
  /** Names besides loopback that `Host` may carry. */
  allowedHosts: ReadonlySet<string>;
  extras: readonly Extra[];
  logger: Logger;
}

/** The one port a browser needs: shell, plugin files, API, monitoring, sockets. */
export function createPageServer(options: PageServerOptions): Server {
  const host = createFileServer(options.hostFolder);
  const plugin = createFileServer(options.pluginFolder);
  const server = createServer((req, res) => {
    route(options, host, plugin, req, res).catch((error: unknown) => {
      options.logger.error('a request failed', { path: req.url?.split('?')[0] ?? '', error: String(error) });
      if (res.headersSent) res.destroy();
      else sendText(res, 500, 'internal error');
    });
  });
  server.on('upgrade', (req, socket, head) => upgrade(options, req, socket, head));
  server.requestTimeout = 0;
  return server;
}

function upgrade(options: PageServerOptions, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const refusal = refusesOrigin(req, options.allowedHosts);
  if (refusal) return refuseUpgrade(socket, 403, 'Forbidden', refusal);
  if (!req.url?.startsWith(`${API}/`)) return refuseUpgrade(socket, 404, 'Not Found', 'not found');
  req.url = req.url.slice(API.length);
  req.headers.origin ??= 'http://localhost';
  translateImpersonation(req.headers);
  Promise.resolve(options.backend.upgrade(req, socket, head)).catch((error: unknown) => {
    options.logger.error('a socket failed', { error: String(error) });
    socket.destroy();
  });
}

async function route(options: PageServerOptions, host: FileServer, plugin: FileServer, req: IncomingMessage, res: ServerResponse): Promise<void> {
  setSecurityHeaders(res);
  const refusal = refusesOrigin(req, options.allowedHosts) ?? refusesCsrf(req);
  if (refusal) return sendText(res, 403, refusal);
  const address = `http://page${req.url ?? '/'}`;
  if (!URL.canParse(address)) return sendText(res, 400, 'bad request');
  const url = new URL(address);
  if (url.pathname.startsWith(`${API}/`)) {
    req.url = (req.url ?? '').slice(API.length);
    translateImpersonation(req.headers);
    res.setHeader('Content-Security-Policy', 'sandbox;');
    return options.backend.handle(req, res);
  }
  for (const extra of options.extras) if (await extra(req, res, url)) return;
  if (await serveMonitoring(req, res, url, options.monitoring)) return;
  if (url.pathname.startsWith('/api/plugins/')) return servePlugin(plugin, req, res, url);
  if (url.pathname === '/locales/resource.json') return serveLocale(host, plugin, req, res, url);
  if (url.pathname === '/health') return sendJson(res, 200, { status: 'ok' });
  if (url.pathname.startsWith('/api/')) return sendText(res, 404, 'not found');
  if (req.method !== 'GET' && req.method !== 'HEAD') return sendText(res, 405, 'method not allowed');
  if (url.pathname !== '/' && url.pathname !== '/index.html' && (await host.serve(req, res, url.pathname))) return;
  if (/\.(js|css|map|json|woff2?|png|svg|ico)$/.test(url.pathname)) return sendText(res, 404, 'not found');
  await serveIndex(options, req, res);
}

async function servePlugin(plugin: FileServer, req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  if (req.method !== 'GET') return sendJson(res, 405, { error: 'Method unsupported, the only supported methods is GET' }, { allow: 'GET' });
  const [name, ...rest] = url.pathname.slice('/api/plugins/'.length).split('/');
  if (name !== PLUGIN_NAME) return sendJson(res, 404, { error: `unknown plugin ${name ?? ''}` });
  if (!(await plugin.serve(req, res, rest.join('/')))) sendText(res, 404, 'not found');
}

async function serveLocale(host: FileServer, plugin: FileServer, req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  const language = url.searchParams.get('lng');
  const namespace = url.searchParams.get('ns');
  if (!language || !namespace) return sendText(res, 400, 'lng and ns are required');
  const from = namespace === `plugin__${PLUGIN_NAME}` ? plugin : host;
  if (!(await from.serve(req, res, `locales/${language}/${namespace}.json`))) sendText(res, 404, 'not found');
}

async function serveIndex(options: PageServerOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const page = await readFile(join(options.hostFolder, 'index.html'), 'utf8').catch(() => undefined);
  if (page === undefined) return sendText(res, 503, 'the shell is not built: run npm start, or npm run build:all');
  // `<` cannot appear in the JSON, so the text cannot end its own element.
  const flags = JSON.stringify(options.flags).replaceAll('<', '\\u003c');
  setCsrfCookie(req, res);
  res.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(page.replace('<!--server-flags-->', () => `<script type="application/json" id="server-flags">${flags}</script>`));
}
