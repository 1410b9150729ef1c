import type { ApiCore } from '../core';
import { DiscoveryDocuments } from '../discovery/documents';
import { OpenApi } from '../openapi/openapi';
import { authorize } from './authorize';
import type { Exchange } from './exchange';
import { sendBytes, sendJson, sendText, sendValue } from './respond';

const VERSION = {
  major: '1',
  minor: '34',
  emulationMajor: '1',
  emulationMinor: '34',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '33',
  gitVersion: 'v1.34.0+virtdeck',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2025-08-27T10:00:00Z',
  goVersion: `node${process.versions.node}`,
  compiler: 'node',
  platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
};

const HEALTH = ['healthz', 'livez', 'readyz'];

/** Everything below the API root that is not a resource: discovery, version, health. */
export async function handleNonResource(core: ApiCore, exchange: Exchange): Promise<void> {
  const { path, method } = exchange;
  authorize(core.authorizer, exchange.user, { verb: method.toLowerCase(), path });
  if (method !== 'GET' && method !== 'HEAD') return sendText(exchange, 405, '405: Method Not Allowed');
  if (path.startsWith('/openapi/')) return sendOpenApi(core, exchange);
  const documents = documentsOf(core, exchange);
  const [root = '', second] = path.split('/').filter((part) => part !== '');
  if (root === '') return sendValue(exchange, 200, { paths: rootPaths(documents) });
  if (root === 'version') return sendValue(exchange, 200, VERSION);
  if (HEALTH.includes(root)) return sendHealth(exchange, root, second);
  return sendDiscovery(exchange, documents);
}

async function sendDiscovery(exchange: Exchange, documents: DiscoveryDocuments): Promise<void> {
  const { res, req } = exchange;
  const found = documents.get(exchange.path, String(req.headers.accept ?? ''));
  if (!found) return sendText(exchange, 404, '404 page not found\n');
  for (const [name, value] of Object.entries(found.headers)) res.setHeader(name, value);
  const { etag } = found.headers;
  if (etag !== undefined && req.headers['if-none-match'] === etag) {
    res.writeHead(304);
    return void res.end();
  }
  const body = Buffer.from(found.body);
  return found.contentType === 'application/json' ? sendJson(exchange, 200, body) : sendBytes(exchange, 200, found.contentType, body);
}

const openApis = new WeakMap<object, OpenApi>();

async function sendOpenApi({ registry }: ApiCore, exchange: Exchange): Promise<void> {
  const { res, req, path, query } = exchange;
  const openApi = openApis.get(registry) ?? new OpenApi(() => registry.definitions());
  openApis.set(registry, openApi);
  const found = openApi.get(path, query, { ifNoneMatch: req.headers['if-none-match'], accept: req.headers.accept });
  if (!found) return sendText(exchange, 404, '404 page not found\n');
  for (const [name, value] of Object.entries(found.headers)) res.setHeader(name, value);
  if (found.code !== 304) return sendBytes(exchange, found.code, found.contentType, found.body);
  res.writeHead(304);
  res.end();
}

const known = new WeakMap<object, { generation: number; documents: DiscoveryDocuments }>();

/** Discovery, built anew after the served kinds have changed. */
function documentsOf({ registry }: ApiCore, { req }: Exchange): DiscoveryDocuments {
  const found = known.get(registry);
  if (found && found.generation === registry.generation) return found.documents;
  const documents = new DiscoveryDocuments(registry.definitions(), registry.aggregatedApis(), req.headers.host ?? '');
  known.set(registry, { generation: registry.generation, documents });
  return documents;
}

function rootPaths(documents: DiscoveryDocuments): string[] {
  const paths = new Set<string>(['/api', '/apis', '/apis/']);
  for (const groupVersion of documents.groupVersions()) {
    const [group = '', version] = groupVersion.split('/');
    if (version === undefined) paths.add(`/api/${group}`);
    else paths.add(`/apis/${group}`).add(`/apis/${groupVersion}`);
  }
  const others = HEALTH.flatMap((check) => [`/${check}`, `/${check}/ping`]);
  return [...[...paths].sort(), ...others, '/openapi/v2', '/openapi/v3', '/version'];
}

async function sendHealth(exchange: Exchange, check: string, part: string | undefined): Promise<void> {
  if (part !== undefined && part !== 'ping') return sendText(exchange, 404, '404 page not found\n');
  const verbose = exchange.query.has('verbose') && part === undefined;
  await sendText(exchange, 200, verbose ? `[+]ping ok\n[+]log ok\n[+]store ok\n${check} check passed\n` : 'ok');
}
