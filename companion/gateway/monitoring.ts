import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { readBody, sendJson, sendText } from './backend';
import { BadQuery, withLabel } from './tenant-query';
import { tenantRules } from './tenant-rules';

/** Where the monitoring paths of the console lead. */
export interface MonitoringTargets {
  prometheus?: string | undefined;
  alertmanager?: string | undefined;
  /** May the page's user see the metrics of a namespace, or of the whole cluster? Absent: who asks may. */
  maySee?(req: IncomingMessage, namespace: string | undefined): boolean;
}

const READ_ENDPOINTS = /^\/api\/v1\/(query|query_range|labels|label\/[^/]+\/values|series|metadata|targets|rules)$/;
const TENANCY_ENDPOINTS = /^\/api\/v1\/(query|query_range|label\/[^/]+\/values|rules)$/;

interface Route {
  prefix: string;
  target: 'prometheus' | 'alertmanager';
  accepts(path: string): boolean;
  /** Answers about one namespace only, which the request has to name. */
  tenancy?: boolean;
}

const below = (path: string) => path.startsWith('/api/');

const ROUTES: readonly Route[] = [
  { prefix: '/api/prometheus-tenancy', target: 'prometheus', accepts: (path) => TENANCY_ENDPOINTS.test(path), tenancy: true },
  { prefix: '/api/prometheus', target: 'prometheus', accepts: (path) => READ_ENDPOINTS.test(path) },
  { prefix: '/api/alertmanager-tenancy', target: 'alertmanager', accepts: below, tenancy: true },
  { prefix: '/api/alertmanager-user-workload', target: 'alertmanager', accepts: below },
  { prefix: '/api/alertmanager', target: 'alertmanager', accepts: below },
];

/**
 * The console's monitoring paths. True when the request was one of them. Without a target they answer 404, as a console
 * without monitoring does.
 */
export async function serveMonitoring(req: IncomingMessage, res: ServerResponse, url: URL, targets: MonitoringTargets): Promise<boolean> {
  const route = ROUTES.find((each) => url.pathname.startsWith(`${each.prefix}/`));
  if (!route) return false;
  const path = url.pathname.slice(route.prefix.length);
  const target = targets[route.target]?.replace(/\/$/, '');
  if (!target || !route.accepts(path)) sendText(res, 404, 'not found');
  else if (route.tenancy) await serveTenant(req, res, { target, path, url, targets, held: route.target === 'prometheus' });
  else if (targets.maySee?.(req, undefined) === false) sendText(res, 403, 'Forbidden');
  else forward(req, res, new URL(target + path + url.search));
  return true;
}

interface TenantRequest {
  target: string;
  path: string;
  url: URL;
  targets: MonitoringTargets;
  /** Queries are rewritten; Alertmanager's own filters are left alone. */
  held: boolean;
}

const badData = (res: ServerResponse, error: string) => sendJson(res, 400, { status: 'error', errorType: 'bad_data', error });

async function serveTenant(req: IncomingMessage, res: ServerResponse, { target, path, url, targets, held }: TenantRequest): Promise<void> {
  const namespace = url.searchParams.get('namespace');
  if (!namespace) return badData(res, 'the namespace parameter is required');
  if (targets.maySee?.(req, namespace) === false) return sendText(res, 403, 'Forbidden');
  if (!held) return forward(req, res, new URL(target + path + url.search));
  const form = req.method === 'POST' ? (await readBody(req, 1024 * 1024)).toString('utf8') : '';
  const params = new URLSearchParams([...url.searchParams, ...new URLSearchParams(form)]);
  try {
    hold(params, path, namespace);
  } catch (error) {
    if (error instanceof BadQuery) return badData(res, error.message);
    throw error;
  }
  await answerTenant(res, new URL(`${target}${path}?${params.toString()}`), path.endsWith('/rules') ? namespace : undefined);
}

/** Every selector of the request is of the namespace. */
function hold(params: URLSearchParams, path: string, namespace: string): void {
  const query = params.get('query');
  if (query !== null) params.set('query', withLabel(query, 'namespace', namespace));
  const matches = params.getAll('match[]');
  params.delete('match[]');
  params.delete('namespace');
  if (!path.includes('/label/')) return;
  for (const match of matches.length > 0 ? matches : ['{}']) params.append('match[]', withLabel(match, 'namespace', namespace));
}

async function answerTenant(res: ServerResponse, to: URL, rulesOf: string | undefined): Promise<void> {
  try {
    const answer = await fetch(to);
    const body: unknown = await answer.json();
    sendJson(res, answer.status, rulesOf === undefined ? body : tenantRules(body, rulesOf));
  } catch (error) {
    unavailable(res, error);
  }
}

function unavailable(res: ServerResponse, error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  sendJson(res, 502, { status: 'error', errorType: 'unavailable', error: `monitoring did not answer: ${words}` });
}

function forward(req: IncomingMessage, res: ServerResponse, to: URL): void {
  const dial = to.protocol === 'https:' ? httpsRequest : httpRequest;
  const upstream = dial(to, { method: req.method ?? 'GET', headers: { accept: req.headers.accept ?? '*/*', 'content-type': req.headers['content-type'] ?? '' } });
  upstream.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'application/json' });
    answer.pipe(res);
    answer.on('error', () => res.destroy());
  });
  upstream.on('error', (error) => (res.headersSent ? res.destroy() : unavailable(res, error)));
  res.on('close', () => upstream.destroy());
  req.pipe(upstream);
}
