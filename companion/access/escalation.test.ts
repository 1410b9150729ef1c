import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareKinds } from '../kinds/registry';
import { MASTER, startApi, type StartedApi } from '../test-support/api/start-api';
import { ClusterRoleBindingKind, ClusterRoleKind, RoleBindingKind } from './authorizer';
import { describeRules, uncovered } from './covers';
import { withEscalationChecks } from './escalation';
import type { PolicyRule } from './rbac';

const API = 'rbac.authorization.k8s.io';
const ROLES = `/apis/${API}/v1/namespaces/default/roles`;
const BINDINGS = `/apis/${API}/v1/namespaces/default/rolebindings`;
const podReader: PolicyRule = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };
const ann = { username: 'ann', groups: ['system:authenticated'] };
let api: StartedApi;

beforeEach(async () => {
  api = await startApi({ definitions: bareKinds().map(withEscalationChecks), user: (req) => (req.headers['x-who'] === 'ann' ? ann : MASTER) });
  await grant('pod-reader', [podReader]);
});
afterEach(() => api.stop());

/** A ClusterRole that ann has in the namespace. */
async function grant(name: string, rules: PolicyRule[]): Promise<void> {
  await api.client.create(ClusterRoleKind, { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name }, rules });
  await api.client.create(RoleBindingKind, {
    apiVersion: `${API}/v1`,
    kind: 'RoleBinding',
    metadata: { name, namespace: 'default' },
    subjects: [{ kind: 'User', apiGroup: API, name: 'ann' }],
    roleRef: { apiGroup: API, kind: 'ClusterRole', name },
  });
}

const asAnn = (method: string, path: string, body?: unknown) => api.call(method, path, body, { 'x-who': 'ann' });
const role = (rules: PolicyRule[], name = 'r') => ({ apiVersion: `${API}/v1`, kind: 'Role', metadata: { name }, rules });
const binding = (kind: string, name: string) => ({ apiVersion: `${API}/v1`, kind: 'RoleBinding', metadata: { name: 'b' }, subjects: [{ kind: 'User', name: 'bob' }], roleRef: { kind, name } });

describe('a role', () => {
  it('may hold what its author may do', async () => {
    expect((await asAnn('POST', ROLES, role([{ ...podReader, verbs: ['get'] }]))).status).toBe(201);
    expect((await asAnn('POST', ROLES, role([{ ...podReader, resourceNames: ['p'] }], 'named'))).status).toBe(201);
  });

  it('with more is refused, and the refusal lists what is missing', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get', 'delete'] }];
    const { status, body } = await asAnn('POST', ROLES, role(rules));
    expect([status, body.reason, body.details]).toEqual([403, 'Forbidden', { name: 'r', group: API, kind: 'roles' }]);
    expect(body.message).toBe(
      `roles.${API} "r" is forbidden: user "ann" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n` +
        '{APIGroups:[""], Resources:["pods"], Verbs:["delete"]}\n{APIGroups:[""], Resources:["secrets"], Verbs:["get" "delete"]}',
    );
    expect((await api.call('POST', ROLES, role(rules))).status).toBe(201);
  });

  it('cannot be widened later, but labelled', async () => {
    const wide = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
    await api.call('POST', ROLES, role(wide));
    expect((await asAnn('PATCH', `${ROLES}/r`, { metadata: { labels: { a: 'b' } } })).status).toBe(200);
    await asAnn('POST', ROLES, role([podReader], 'mine'));
    expect((await asAnn('PATCH', `${ROLES}/mine`, { rules: wide })).status).toBe(403);
  });

  it('may be anything for who holds the verb escalate', async () => {
    await grant('escalator', [{ apiGroups: [API], resources: ['roles'], verbs: ['escalate'] }]);
    expect((await asAnn('POST', ROLES, role([{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]))).status).toBe(201);
  });

  it('that aggregates needs an author who may do everything', async () => {
    const aggregate = { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: 'all' }, aggregationRule: { clusterRoleSelectors: [{}] } };
    const { status, body } = await asAnn('POST', `/apis/${API}/v1/clusterroles`, aggregate);
    expect([status, body.message]).toEqual([403, `clusterroles.${API} "all" is forbidden: must have cluster-admin privileges to use an aggregationRule`]);
  });

  it.each([
    [{ verbs: [], apiGroups: [''], resources: ['pods'] }, 'rules[0].verbs: Required value: verbs must contain at least one value'],
    [{ verbs: ['get'], apiGroups: [], resources: ['pods'] }, 'rules[0].apiGroups: Required value: resource rules must supply at least one api group'],
    [{ verbs: ['get'], nonResourceURLs: ['/x'] }, 'rules[0].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs'],
  ])('%j is refused', async (rule, why) => {
    expect((await api.call('POST', ROLES, role([rule]))).body.message).toBe(`Role.${API} "r" is invalid: ${why}`);
  });
});

describe('a binding', () => {
  it('may give away a role whose rights its author holds', async () => {
    expect((await asAnn('POST', BINDINGS, binding('ClusterRole', 'pod-reader'))).status).toBe(201);
  });

  it('of a wider role is refused, unless its author may bind it', async () => {
    await api.client.create(ClusterRoleKind, { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: 'boss' }, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] });
    const refused = await asAnn('POST', BINDINGS, binding('ClusterRole', 'boss'));
    expect([refused.status, refused.body.message]).toEqual([403, expect.stringContaining('{APIGroups:["*"], Resources:["*"], Verbs:["*"]}')]);
    await grant('binder', [{ apiGroups: [API], resources: ['clusterroles'], resourceNames: ['boss'], verbs: ['bind'] }]);
    expect((await asAnn('POST', BINDINGS, binding('ClusterRole', 'boss'))).status).toBe(201);
  });

  it('of a role that is not there is refused to whom may not do everything', async () => {
    expect((await asAnn('POST', BINDINGS, binding('Role', 'none'))).body.message).toBe(`roles.${API} "none" not found`);
    expect((await api.call('POST', BINDINGS, binding('Role', 'none'))).status).toBe(201);
  });

  it('keeps its role', async () => {
    await api.call('POST', BINDINGS, binding('ClusterRole', 'pod-reader'));
    const { status, body } = await api.call('PATCH', `${BINDINGS}/b`, { roleRef: { name: 'other' } });
    expect([status, body.details?.causes?.[0]?.message]).toEqual([422, `Invalid value: {"APIGroup":"${API}","Kind":"ClusterRole","Name":"other"}: cannot change roleRef`]);
  });

  it.each([
    [{ roleRef: { kind: 'ClusterRole', name: 'x' }, subjects: [{ kind: 'Robot', name: 'x' }] }, 'subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"'],
    [{ roleRef: { kind: 'Rule', name: 'x' } }, 'roleRef.kind: Unsupported value: "Rule": supported values: "Role", "ClusterRole"'],
  ])('%j is refused', async (parts, why) => {
    const { body } = await api.call('POST', BINDINGS, { apiVersion: `${API}/v1`, kind: 'RoleBinding', metadata: { name: 'b' }, ...parts });
    expect(body.message).toBe(`RoleBinding.${API} "b" is invalid: ${why}`);
  });
});

describe('what is missing', () => {
  it('counts subresources, names and paths', () => {
    const held: PolicyRule[] = [
      { apiGroups: ['apps'], resources: ['*/scale'], verbs: ['*'] },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics/*'], verbs: ['get'] },
    ];
    expect(uncovered(held, [{ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['patch'] }])).toEqual([]);
    expect(uncovered(held, [{ nonResourceURLs: ['/metrics/cadvisor'], verbs: ['get'] }])).toEqual([]);
    expect(describeRules(uncovered(held, [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['a', 'b'], verbs: ['get'] }]))).toBe(
      '{APIGroups:[""], Resources:["secrets"], ResourceNames:["b"], Verbs:["get"]}',
    );
  });
});

it('a cluster-wide grant counts in every namespace', async () => {
  await api.client.create(ClusterRoleKind, { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: 'secrets' }, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] });
  await api.client.create(ClusterRoleBindingKind, { apiVersion: `${API}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 's' }, subjects: [{ kind: 'Group', name: 'system:authenticated' }], roleRef: { kind: 'ClusterRole', name: 'secrets' } });
  expect((await asAnn('POST', ROLES, role([{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]))).status).toBe(201);
});
