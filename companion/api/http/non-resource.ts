import type { ApiCore } from '../core';
import { apiTree, coreVersions, group, groupList, resourceList } from '../discovery/discovery';
import type { ApiTree } from '../discovery/discovery';
import { authorize } from './authorize';
import type { Exchange } from './exchange';
import { sendText, sendValue } from './respond';

/** Everything below the API root that is not a resource: discovery, version, health. */
export async function handleNonResource(core: ApiCore, exchange: Exchange): Promise<void> {
  const { path } = exchange;
  authorize(core.authorizer, exchange.user, { verb: exchange.method.toLowerCase(), path });
  const tree = treeOf(core);
  const [root = '', first, second, ...rest] = path.split('/').filter((part) => part !== '');
  if (root === '') return sendValue(exchange, 200, { paths: rootPaths(tree) });
  if (root === 'version') return sendValue(exchange, 200, VERSION);
  if (root === 'healthz' || root === 'livez' || root === 'readyz') return sendHealth(exchange, root);
  const found = rest.length > 0 ? undefined : discoveryOf(tree, exchange, [root, first, second]);
  return found ? sendValue(exchange, 200, found) : sendText(exchange, 404, '404 page not found\n');
}

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

function discoveryOf(tree: ApiTree, { req }: Exchange, [root, first, second]: (string | undefined)[]): object | undefined {
  if (root === 'api') return first === undefined ? coreVersions(req.headers.host ?? '') : second === undefined ? resourceList(tree, '', first) : undefined;
  if (root !== 'apis') return undefined;
  if (first === undefined) return groupList(tree);
  return second === undefined ? group(tree, first) : resourceList(tree, first, second);
}

const trees = new WeakMap<object, { generation: number; tree: ApiTree }>();

/** The discovery tree, built anew after the served kinds have changed. */
function treeOf({ registry }: ApiCore): ApiTree {
  const known = trees.get(registry);
  if (known && known.generation === registry.generation) return known.tree;
  const tree = apiTree(registry.definitions(), registry.aggregatedApis());
  trees.set(registry, { generation: registry.generation, tree });
  return tree;
}

function rootPaths(tree: ApiTree): string[] {
  const groups = [...tree].flatMap(([name, versions]) => {
    if (name === '') return ['/api', ...[...versions.keys()].map((version) => `/api/${version}`), '/apis', '/apis/'];
    return [`/apis/${name}`, ...[...versions.keys()].map((version) => `/apis/${name}/${version}`)];
  });
  return [...groups, '/healthz', '/healthz/ping', '/livez', '/livez/ping', '/openapi/v2', '/openapi/v3', '/readyz', '/readyz/ping', '/version'];
}

async function sendHealth(exchange: Exchange, check: string): Promise<void> {
  const verbose = exchange.query.has('verbose');
  await sendText(exchange, 200, verbose ? `[+]ping ok\n[+]log ok\n[+]store ok\n${check} check passed\n` : 'ok');
}
