import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authorizer } from '../../access/types';
import type { AccessAttributes } from '../../kinds/definition';
import { bareKinds } from '../../kinds/registry';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { watchSocket } from '../../test-support/api/watch-client';
import { WIDGETS, gadget, widget, widgetBody } from '../../test-support/api/widget';

let api: StartedApi;
const asked: AccessAttributes[] = [];

/** Masters may all; `viewer` may read in default; `boss` may impersonate. */
const authorizer: Authorizer = {
  authorize: (user, attributes) => {
    asked.push(attributes);
    const reads = ['get', 'list', 'watch'].includes(attributes.verb) && attributes.namespace === 'default';
    const allowed =
      user.groups.includes('system:masters') || (user.username === 'viewer' && reads) || (user.username === 'boss' && attributes.verb === 'impersonate' && attributes.name !== 'system:masters');
    return { allowed };
  },
};

beforeAll(async () => {
  api = await startApi({
    definitions: [...bareKinds(), widget, gadget],
    authorizer,
    user: ({ headers }) => {
      const username = String(headers['x-user'] ?? 'kubernetes-admin');
      return { username, groups: username === 'kubernetes-admin' ? ['system:masters'] : ['system:authenticated'] };
    },
  });
  await api.call('POST', WIDGETS, widgetBody('demo'));
});
afterAll(() => api.stop());

const as = (user: string, more: Record<string, string> = {}) => ({ 'x-user': user, ...more });

describe('rights', () => {
  it.each([
    ['DELETE', `${WIDGETS}/demo`, 'widgets.example.com "demo" is forbidden: User "viewer" cannot delete resource "widgets" in API group "example.com" in the namespace "default"'],
    ['PATCH', `${WIDGETS}/demo/status`, 'widgets.example.com "demo" is forbidden: User "viewer" cannot patch resource "widgets/status" in API group "example.com" in the namespace "default"'],
    ['POST', WIDGETS, 'widgets.example.com is forbidden: User "viewer" cannot create resource "widgets" in API group "example.com" in the namespace "default"'],
    ['DELETE', WIDGETS, 'widgets.example.com is forbidden: User "viewer" cannot deletecollection resource "widgets" in API group "example.com" in the namespace "default"'],
    ['GET', '/apis/example.com/v1/widgets', 'widgets.example.com is forbidden: User "viewer" cannot list resource "widgets" in API group "example.com" at the cluster scope'],
    ['GET', '/api/v1/nodes/x', 'nodes "x" is forbidden: User "viewer" cannot get resource "nodes" in API group "" at the cluster scope'],
    ['GET', '/metrics', 'forbidden: User "viewer" cannot get path "/metrics"'],
  ])('%s %s is refused in words', async (method, path, message) => {
    const { status, body } = await api.call(method, path, method === 'GET' || method === 'DELETE' ? undefined : {}, as('viewer'));
    expect([status, body.reason, body.message]).toEqual([403, 'Forbidden', message]);
  });

  it('come before the question whether something exists', async () => {
    expect((await api.call('GET', '/apis/none.example.com/v1/things', undefined, as('viewer'))).status).toBe(403);
  });

  it('hold for watches over WebSockets, too', async () => {
    const open = (path: string) => watchSocket(`${api.url}${path}?watch=true`, { origin: 'http://x', headers: as('viewer') });
    await expect(open('/apis/example.com/v1/widgets')).rejects.toThrow('refused with 403');
    (await open(WIDGETS)).close();
  });

  it('are asked about the object a list or watch is narrowed to', async () => {
    asked.length = 0;
    await api.call('GET', `${WIDGETS}?fieldSelector=metadata.name%3Ddemo`, undefined, as('viewer'));
    expect(asked[0]).toEqual({ verb: 'list', group: 'example.com', resource: 'widgets', namespace: 'default', name: 'demo' });
  });

  it('to a namespace itself are asked within it', async () => {
    expect((await api.call('GET', '/api/v1/namespaces/default', undefined, as('viewer'))).status).toBe(200);
  });
});

describe('impersonation', () => {
  it('acts as the other from then on', async () => {
    const answer = await api.call('DELETE', `${WIDGETS}/demo`, undefined, as('kubernetes-admin', { 'impersonate-user': 'viewer' }));
    expect(answer.body.message).toMatch(/User "viewer" cannot delete/);
    expect((await api.call('GET', WIDGETS, undefined, as('boss', { 'impersonate-user': 'viewer' }))).status).toBe(200);
  });

  it('needs the right to it, for the user and every group', async () => {
    const refused = await api.call('GET', WIDGETS, undefined, as('viewer', { 'impersonate-user': 'boss' }));
    expect(refused.body.message).toBe('users "boss" is forbidden: User "viewer" cannot impersonate resource "users" in API group "" at the cluster scope');
    const group = await api.call('GET', WIDGETS, undefined, as('boss', { 'impersonate-user': 'x', 'impersonate-group': 'system:masters' }));
    expect(group.body.message).toMatch(/^groups "system:masters" is forbidden/);
  });

  it('of groups alone makes no sense', async () => {
    const nobody = await api.call('GET', WIDGETS, undefined, as('boss', { 'impersonate-group': 'x' }));
    expect([nobody.status, nobody.text]).toEqual([500, `Internal Server Error: "${WIDGETS}": requested [{Group  x    }] without impersonating a user\n`]);
  });

  it('of a service account asks about that and brings its groups', async () => {
    asked.length = 0;
    await api.call('GET', WIDGETS, undefined, as('boss', { 'impersonate-user': 'system:serviceaccount:default:builder' }));
    expect(asked[0]).toEqual({ verb: 'impersonate', group: '', resource: 'serviceaccounts', namespace: 'default', name: 'builder' });
  });
});
