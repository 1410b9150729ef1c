import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { sendJson, sendText } from './backend';

/** Where a monitoring path of the console leads. `socketPath` serves a Prometheus that listens on a unix socket's proxy. */
export interface MonitoringTargets {
  prometheus?: string | undefined;
  alertmanager?: string | undefined;
}

const READ_ENDPOINTS = /^\/api\/v1\/(query|query_range|labels|label\/[^/]+\/values|series|metadata|targets|rules)$/;
const TENANCY_ENDPOINTS = /^\/api\/v1\/(query|query_range|label\/[^/]+\/values|rules)$/;

interface Route {
  prefix: string;
  target: keyof MonitoringTargets;
  accepts(path: string): boolean;
  needsNamespace?: boolean;
}

const ROUTES: readonly Route[] = [
  { prefix: '/api/prometheus-tenancy', target: 'prometheus', accepts: (path) => TENANCY_ENDPOINTS.test(path), needsNamespace: true },
  { prefix: '/api/prometheus', target: 'prometheus', accepts: (path) => READ_ENDPOINTS.test(path) },
  { prefix: '/api/alertmanager-tenancy', target: 'alertmanager', accepts: (path) => path.startsWith('/api/') },
  { prefix: '/api/alertmanager-user-workload', target: 'alertmanager', accepts: (path) => path.startsWith('/api/') },
  { prefix: '/api/alertmanager', target: 'alertmanager', accepts: (path) => path.startsWith('/api/') },
];

/**
 * The console's monitoring paths. True when the request was one of them. Without a target they answer 404, as a console
 * without monitoring does.
 */
export function serveMonitoring(req: IncomingMessage, res: ServerResponse, url: URL, targets: MonitoringTargets): boolean {
  const route = ROUTES.find((each) => url.pathname.startsWith(`${each.prefix}/`));
  if (!route) return false;
  const path = url.pathname.slice(route.prefix.length);
  const target = targets[route.target];
  if (!target || !route.accepts(path)) sendText(res, 404, 'not found');
  else if (route.needsNamespace && !url.searchParams.get('namespace')) {
    sendJson(res, 400, { status: 'error', errorType: 'bad_data', error: 'the namespace parameter is required' });
  } else forward(req, res, new URL(target.replace(/\/$/, '') + path + url.search));
  return true;
}

function forward(req: IncomingMessage, res: ServerResponse, to: URL): void {
  const dial = to.protocol === 'https:' ? httpsRequest : httpRequest;
  const upstream = dial(to, { method: req.method ?? 'GET', headers: { accept: req.headers.accept ?? '*/*', 'content-type': req.headers['content-type'] ?? '' } });
  upstream.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'application/json' });
    answer.pipe(res);
  });
  upstream.on('error', (error) => sendJson(res, 502, { status: 'error', errorType: 'unavailable', error: `monitoring did not answer: ${error.message}` }));
  res.on('close', () => upstream.destroy());
  req.pipe(upstream);
}
