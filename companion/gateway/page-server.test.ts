import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { ConfigMapKind, NamespaceKind } from '../../contracts/kinds';
import { ClusterRoleBindingKind, ClusterRoleKind, createRbacAuthorizer, RoleBindingKind, RoleKind } from '../access/authorizer';
import { reviewKinds } from '../access/reviews';
import { createTokenAuthenticator, type TokenUser } from '../access/tokens';
import type { Authorizer } from '../access/types';
import { publishBuiltIns } from '../api/crd/serve-definitions';
import { builtinKinds } from '../kinds/registry';
import { silentLogger } from '../lib/logger';
import { createReader } from '../store/reader';
import { type StartedApi, startApi } from '../test-support/api/start-api';
import { consoleApi } from './console-api';
import { createLocalBackend } from './local-backend';
import { createPageServer } from './page-server';

const folder = mkdtempSync(join(tmpdir(), 'page-server-'));
const users: TokenUser[] = [
  { token: 'token-admin', identity: { username: 'admin', groups: ['system:masters', 'system:authenticated'] } },
  { token: 'token-dev', identity: { username: 'dev', groups: ['system:authenticated'] } },
];
const admin = users[0]?.identity ?? { username: '', groups: [] };

let api: StartedApi;
let page: Server;
let monitoring: Server;
let base = '';
/** What reached Prometheus. */
const asked: string[] = [];

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

function prometheus(): Server {
  const rules = { groups: [{ name: 'g', rules: [{ name: 'a', labels: { namespace: 'other' } }, { name: 'b', labels: {}, alerts: [{ labels: { namespace: 'team' } }, { labels: { namespace: 'other' } }] }] }] };
  return createServer((req, res) => {
    asked.push(decodeURIComponent(req.url ?? ''));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ status: 'success', data: req.url?.includes('/rules') ? rules : {} }));
  });
}

beforeAll(async () => {
  for (const [file, text] of [
    ['host/index.html', '<head><!--server-flags--></head>'],
    ['host/locales/en/public.json', '{"Home":"Home"}'],
    ['plugin/plugin-manifest.json', '{"name":"virtdeck"}'],
    ['plugin/locales/fr/plugin__virtdeck.json', '{"Start":"Démarrer"}'],
  ] as const) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  // The rules are read from the store that is made together with the API.
  const rules: { now?: Authorizer } = {};
  const authorizer: Authorizer = { authorize: (user, attributes) => rules.now?.authorize(user, attributes) ?? { allowed: true } };
  api = await startApi({ definitions: builtinKinds(), namespaces: ['team', 'openshift-config-managed'], authorizer });
  const rbac = createRbacAuthorizer(createReader(api.store));
  rules.now = rbac;
  for (const kind of reviewKinds(rbac)) api.api.define(kind);
  await api.client.create(ClusterRoleKind, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'system:basic-user' },
    rules: [{ apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] }],
  });
  await api.client.create(ClusterRoleBindingKind, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'system:basic-user' },
    subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'system:authenticated' }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:basic-user' },
  });
  await publishBuiltIns({ api: api.api, client: api.client, schemas: '' });
  const backend = createLocalBackend(api.api, (fallback) => createTokenAuthenticator(users, fallback), () => admin);
  monitoring = prometheus();
  const target = await listen(monitoring);
  page = createPageServer({
    backend,
    hostFolder: join(folder, 'host'),
    pluginFolder: join(folder, 'plugin'),
    flags: { basePath: '/' },
    monitoring: { prometheus: target, maySee: (req, namespace) => req.headers.authorization === undefined || namespace === 'team' },
    allowedHosts: new Set(),
    extras: [consoleApi({ client: api.client, userOf: () => admin })],
    logger: silentLogger,
  });
  base = await listen(page);
});
afterAll(async () => {
  for (const server of [page, monitoring]) {
    server.close();
    server.closeAllConnections();
  }
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Seen {
  status: number;
  headers: Headers;
  text: string;
}

async function get(path: string, init: RequestInit = {}): Promise<Seen> {
  const answer = await fetch(base + path, init);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const CSRF = { cookie: 'csrf-token=abc', 'x-csrftoken': 'abc' };
const json = (seen: Seen): unknown => JSON.parse(seen.text);

describe('the page', () => {
  it('is the same document for every path that is no file and no API', async () => {
    for (const path of ['/', '/k8s/ns/team/pods', '/virtualmachines']) expect((await get(path)).text).toContain('id="server-flags"');
    expect((await get('/static/none.js')).status).toBe(404);
  });

  it('gives a CSRF cookie that a script can read and other sites do not send', async () => {
    expect((await get('/')).headers.get('set-cookie')).toMatch(/^csrf-token=[\w-]{64}; Path=\/; SameSite=Strict$/);
  });

  it('says how it may be used, on every answer', async () => {
    for (const path of ['/', '/api/none', '/api/kubernetes/version', '/health']) {
      const { headers } = await get(path);
      expect([path, headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('x-dns-prefetch-control'), headers.get('referrer-policy')]).toEqual([
        path, 'nosniff', 'DENY', 'off', 'strict-origin-when-cross-origin',
      ]);
    }
    expect((await get('/api/kubernetes/version')).headers.get('content-security-policy')).toBe('sandbox;');
  });

  it('answers what is no request with 400, not with a fault of its own', async () => {
    expect((await get('//')).status).toBe(200);
    expect((await get('/%zz')).status).toBe(200);
  });
});

describe('paths of the console', () => {
  it.each([
    ['GET', '/api/check-updates', 200, { consoleCommit: '', plugins: ['virtdeck'] }],
    ['PUT', '/api/check-updates', 405, { error: 'Method unsupported, the only supported methods is GET' }],
    ['GET', '/api/console/version', 200, { version: 'virtdeck' }],
    ['GET', '/api/console/monitoring-dashboard-config', 200, { apiVersion: 'v1', kind: 'ConfigMapList', metadata: {}, items: [] }],
    ['GET', '/api/console/knative-event-sources', 200, { kind: 'CustomResourceDefinitionList', items: [] }],
    ['GET', '/api/console/knative-channels', 200, { kind: 'CustomResourceDefinitionList', items: [] }],
    ['POST', '/api/console/knative-channels', 405, { error: 'Invalid method: only GET is allowed' }],
    ['GET', '/api/console/crd-columns/none.example.com', 404, { error: 'CRD "none.example.com" not found' }],
    ['GET', '/api/console/crd-columns/', 400, { error: 'CRD name parameter is required' }],
    ['GET', '/api/plugins/virtdeck/plugin-manifest.json', 200, { name: 'virtdeck' }],
    ['GET', '/api/plugins/other/plugin-manifest.json', 404, { error: 'unknown plugin other' }],
    ['POST', '/api/plugins/virtdeck/plugin-manifest.json', 405, { error: 'Method unsupported, the only supported methods is GET' }],
    ['GET', '/locales/resource.json?lng=fr&ns=plugin__virtdeck', 200, { Start: 'Démarrer' }],
    ['GET', '/locales/resource.json?lng=en&ns=public', 200, { Home: 'Home' }],
    ['GET', '/health', 200, { status: 'ok' }],
  ])('%s %s is %i', async (method, path, status, body) => {
    const seen = await get(path, { method, headers: CSRF });
    expect(seen.status).toBe(status);
    expect(json(seen)).toMatchObject(body);
  });

  it.each([
    ['GET', '/locales/resource.json?lng=fr', 400],
    ['GET', '/locales/resource.json?lng=fr&ns=public', 404],
    ['GET', '/api/proxy/plugin/virtdeck/backend/health', 404],
    ['GET', '/api/helm/releases', 404],
    ['GET', '/auth/login', 204],
    ['POST', '/api/console/logout', 204],
    ['GET', '/api/console/logout', 405],
    ['GET', '/api/copy-login-commands', 204],
    ['POST', '/api/metrics/usage', 204],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await get(path, { method, headers: CSRF })).status).toBe(status);
  });

  it('tell the printer columns of a definition by version', async () => {
    const columns = json(await get('/api/console/crd-columns/virtualmachines.kubevirt.io'));
    expect(columns).toMatchObject({ v1: expect.arrayContaining([expect.objectContaining({ name: 'Status', type: 'string', jsonPath: '.status.printableStatus' })]) });
  });

  it('list dashboards that are kept as ConfigMaps', async () => {
    const metadata = { name: 'board', namespace: 'openshift-config-managed', labels: { 'console.openshift.io/dashboard': 'true' } };
    await api.client.create(ConfigMapKind, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(json(await get('/api/console/monitoring-dashboard-config'))).toMatchObject({ items: [{ metadata: { name: 'board' } }] });
  });
});

describe('user settings', () => {
  const settings = (method: string) => get('/api/console/user-settings', { method, headers: CSRF });

  it('are made with rights of their owner, found again, and removed with them', async () => {
    expect((await settings('GET')).status).toBe(404);
    const made = json(await settings('POST'));
    expect(made).toMatchObject({ kind: 'ConfigMap', metadata: { name: expect.stringMatching(/^user-settings-[0-9a-f]{64}$/), namespace: 'openshift-console-user-settings' } });
    expect(json(await settings('POST'))).toEqual(made);
    expect(json(await settings('GET'))).toEqual(made);
    expect(api.client.list(RoleKind, { namespace: 'openshift-console-user-settings' })).toHaveLength(1);
    expect((await settings('DELETE')).status).toBe(204);
    expect((await settings('DELETE')).status).toBe(204);
    expect(api.client.list(RoleBindingKind, { namespace: 'openshift-console-user-settings' })).toHaveLength(0);
    const refused = await settings('PUT');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });
});

describe('writing', () => {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'made' } });

  it('needs the CSRF token in cookie and header', async () => {
    const post = (headers: Record<string, string>) => get('/api/kubernetes/api/v1/namespaces', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const none = await post({});
    expect([none.status, none.text, none.headers.get('content-type')]).toEqual([403, 'invalid CSRFToken: no CSRF Cookie found in request', 'text/plain; charset=utf-8']);
    expect((await post({ cookie: 'csrf-token=abc', 'x-csrftoken': 'abd' })).text).toBe('invalid CSRFToken: CSRF token does not match CSRF cookie');
    expect((await post(CSRF)).status).toBe(201);
    expect(api.client.get(NamespaceKind, 'made')).toBeDefined();
  });
});

describe('impersonation', () => {
  const whoami = (headers: Record<string, string>) =>
    get('/api/kubernetes/apis/authentication.k8s.io/v1/selfsubjectreviews', { method: 'POST', headers: { ...CSRF, 'content-type': 'application/json', ...headers }, body: '{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}' });

  it('comes by headers, groups in one of the console', async () => {
    const seen = await whoami({ 'Impersonate-User': 'jane', 'X-Console-Impersonate-Groups': 'devs,ops' });
    expect(json(seen)).toMatchObject({ status: { userInfo: { username: 'jane', groups: ['devs', 'ops', 'system:authenticated'] } } });
  });

  it('is refused to who may not', async () => {
    const seen = await whoami({ authorization: 'Bearer token-dev', 'Impersonate-User': 'jane' });
    expect(json(seen)).toMatchObject({ code: 403, message: expect.stringContaining('users "jane" is forbidden: User "dev" cannot impersonate resource "users"') });
  });

  it('comes by subprotocols for a watch, and the browser gets one back', async () => {
    const protocol = `Impersonate-User.${Buffer.from('jane').toString('base64').replaceAll('=', '_')}`;
    const url = `${base.replace('http', 'ws')}/api/kubernetes/api/v1/namespaces/team/configmaps?watch=true`;
    const refusal = await new Promise<IncomingMessage>((done, fail) => {
      const socket = new WebSocket(url, [protocol]);
      socket.once('unexpected-response', (_, response) => done(response));
      socket.once('open', () => fail(new Error('jane has no rights')));
    });
    expect(refusal.statusCode).toBe(403);
    await api.client.create(RoleKind, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'reader', namespace: 'team' }, rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['watch'] }] });
    await api.client.create(RoleBindingKind, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'reader', namespace: 'team' },
      subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'jane' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    });
    const socket = new WebSocket(url, [protocol]);
    await new Promise((done, fail) => socket.once('open', done).once('error', fail));
    expect(socket.protocol).toBe(protocol);
    socket.terminate();
  });
});

describe('metrics', () => {
  const query = (path: string) => `${path}?query=${encodeURIComponent('sum(up{namespace="x"})')}`;

  it('of the cluster are passed on as they are asked for', async () => {
    expect((await get(query('/api/prometheus/api/v1/query'))).status).toBe(200);
    expect(asked.at(-1)).toBe('/api/v1/query?query=sum(up{namespace="x"})');
    expect((await get('/api/prometheus/api/v1/status/config')).status).toBe(404);
    expect((await get('/api/alertmanager/api/v2/silences')).status).toBe(404);
  });

  it('of a namespace are held to it', async () => {
    expect((await get(query('/api/prometheus-tenancy/api/v1/query'))).status).toBe(400);
    expect((await get(`${query('/api/prometheus-tenancy/api/v1/query')}&namespace=team`)).status).toBe(200);
    expect(asked.at(-1)).toBe('/api/v1/query?query=sum(up{namespace="team"})');
    await get('/api/prometheus-tenancy/api/v1/query', { method: 'POST', headers: { ...CSRF, 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=up&namespace=team' });
    expect((await get('/api/prometheus-tenancy/api/v1/query?query=up{&namespace=team')).status).toBe(400);
  });

  it('list only the values and rules of the namespace', async () => {
    await get('/api/prometheus-tenancy/api/v1/label/name/values?namespace=team');
    expect(asked.at(-1)).toBe('/api/v1/label/name/values?match[]={namespace="team"}');
    const rules = json(await get('/api/prometheus-tenancy/api/v1/rules?namespace=team'));
    expect(rules).toMatchObject({ data: { groups: [{ rules: [{ name: 'b', alerts: [{ labels: { namespace: 'team' } }] }] }] } });
  });

  it('are not for everybody', async () => {
    const headers = { authorization: 'Bearer token-dev' };
    expect((await get(query('/api/prometheus/api/v1/query'), { headers })).status).toBe(403);
    expect((await get(`${query('/api/prometheus-tenancy/api/v1/query')}&namespace=other`, { headers })).status).toBe(403);
    expect((await get(`${query('/api/prometheus-tenancy/api/v1/query')}&namespace=team`, { headers })).status).toBe(200);
  });
});
