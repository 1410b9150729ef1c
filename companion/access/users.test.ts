import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtinKinds } from '../kinds/registry';
import { MASTER, startApi, type StartedApi } from '../test-support/api/start-api';
import { createRbacAuthorizer } from './authorizer';
import { GroupKind, userKinds } from './users';

const USERS = '/apis/user.openshift.io/v1/users';
const people = ['ann', 'bob'].map((username) => ({ token: username, identity: { username, uid: `uid-${username}`, groups: [] as string[] } }));
let api: StartedApi;
beforeEach(async () => {
  api = await startApi({ definitions: [...builtinKinds(), ...userKinds(people)], user: (req) => people.find(({ token }) => token === req.headers['x-who'])?.identity ?? MASTER });
});
afterEach(() => api.stop());

describe("OpenShift's users", () => {
  it('are whoever asks, and the people of the token file', async () => {
    expect((await api.call('GET', `${USERS}/~`, undefined, { 'x-who': 'ann' })).body).toMatchObject({ kind: 'User', metadata: { name: 'ann', uid: 'uid-ann' } });
    expect((await api.call('GET', USERS)).body.items?.map((each) => each.metadata?.name)).toEqual(['ann', 'bob']);
    expect((await api.call('GET', `${USERS}/bob`)).status).toBe(200);
    expect((await api.call('GET', `${USERS}/none`)).body.message).toBe('users.user.openshift.io "none" not found');
  });
});

describe("OpenShift's groups", () => {
  it('give the rights that are bound to them', async () => {
    const authorizer = createRbacAuthorizer(api.client);
    const ann = { username: 'ann', groups: [] };
    const binding = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'b' }, subjects: [{ kind: 'Group', name: 'team' }], roleRef: { kind: 'ClusterRole', name: 'r' } };
    await api.call('POST', '/apis/rbac.authorization.k8s.io/v1/clusterroles', { metadata: { name: 'r' }, rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }] });
    await api.call('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', binding);
    const wanted = { verb: 'list', group: '', resource: 'nodes' };
    expect(authorizer.authorize(ann, wanted).allowed).toBe(false);
    await api.client.create(GroupKind, { apiVersion: 'user.openshift.io/v1', kind: 'Group', metadata: { name: 'team' }, users: ['ann'] });
    expect(authorizer.authorize(ann, wanted)).toEqual({ allowed: true, reason: 'RBAC: allowed by ClusterRoleBinding "b" of ClusterRole "r" to Group "team"' });
    expect((await api.call('GET', `${USERS}/~`, undefined, { 'x-who': 'ann' })).body.groups).toEqual(['team']);
  });
});
