import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../lib/api-error';
import { bareKinds } from '../kinds/registry';
import { startApi } from '../test-support/api/start-api';
import { aggregateRules } from './aggregation';
import { createRbacAuthorizer } from './authorizer';
import { defaultRoles } from './default-roles';
import { ruleAllows, subjectIs } from './rbac';
import { reviewKinds } from './reviews';
import { createTokenAuthenticator, identityOf, loadTokens } from './tokens';

const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('rules', () => {
  const rule = { verbs: ['get'], apiGroups: ['kubevirt.io'], resources: ['virtualmachines'] };

  it('cover group, resource and verb together', () => {
    expect(ruleAllows(rule, { verb: 'get', group: 'kubevirt.io', resource: 'virtualmachines' })).toBe(true);
    expect(ruleAllows(rule, { verb: 'list', group: 'kubevirt.io', resource: 'virtualmachines' })).toBe(false);
    expect(ruleAllows(rule, { verb: 'get', group: '', resource: 'virtualmachines' })).toBe(false);
  });

  it('do not cover a subresource unless they name it', () => {
    const wanted = { verb: 'get', group: 'kubevirt.io', resource: 'virtualmachines', subresource: 'status' };
    expect(ruleAllows(rule, wanted)).toBe(false);
    expect(ruleAllows({ ...rule, resources: ['*/status'] }, wanted)).toBe(true);
    expect(ruleAllows({ ...rule, resources: ['*'] }, wanted)).toBe(true);
  });

  it('with names cover only requests about those names', () => {
    const named = { ...rule, resourceNames: ['a'] };
    expect(ruleAllows(named, { verb: 'get', group: 'kubevirt.io', resource: 'virtualmachines', name: 'a' })).toBe(true);
    expect(ruleAllows(named, { verb: 'get', group: 'kubevirt.io', resource: 'virtualmachines' })).toBe(false);
  });

  it('cover paths by prefix', () => {
    const paths = { verbs: ['get'], nonResourceURLs: ['/api/*'] };
    expect(ruleAllows(paths, { verb: 'get', path: '/api/v1' })).toBe(true);
    expect(ruleAllows(paths, { verb: 'get', path: '/metrics' })).toBe(false);
  });

  it('know service accounts by their namespace', () => {
    const user = { username: 'system:serviceaccount:a:robot', groups: [] };
    expect(subjectIs({ kind: 'ServiceAccount', name: 'robot' }, user, 'a')).toBe(true);
    expect(subjectIs({ kind: 'ServiceAccount', name: 'robot', namespace: 'b' }, user, 'a')).toBe(false);
  });
});

describe('default roles', () => {
  const roles = defaultRoles();
  const named = (name: string) => {
    const role = roles.find((each) => each.metadata.name === name);
    if (!role) throw new Error(name);
    return role;
  };
  const may = (role: string, verb: string, group: string, resource: string, subresource?: string) =>
    aggregateRules(named(role), roles).some((rule) => ruleAllows(rule, { verb, group, resource, ...(subresource ? { subresource } : {}) }));

  it('let an editor make and start machines but not migrate them', () => {
    expect(may('edit', 'create', 'kubevirt.io', 'virtualmachines')).toBe(true);
    expect(may('edit', 'update', 'subresources.kubevirt.io', 'virtualmachines', 'start')).toBe(true);
    expect(may('edit', 'get', 'subresources.kubevirt.io', 'virtualmachineinstances', 'vnc')).toBe(true);
    expect(may('edit', 'update', 'subresources.kubevirt.io', 'virtualmachines', 'migrate')).toBe(false);
    expect(may('edit', 'create', 'kubevirt.io', 'virtualmachineinstancemigrations')).toBe(false);
  });

  it('let a viewer look, and open no console', () => {
    expect(may('view', 'list', 'kubevirt.io', 'virtualmachineinstances')).toBe(true);
    expect(may('view', 'get', 'subresources.kubevirt.io', 'virtualmachineinstances', 'console')).toBe(false);
    expect(may('view', 'delete', 'kubevirt.io', 'virtualmachines')).toBe(false);
  });

  it('keep secrets from viewers', () => {
    expect(may('view', 'get', '', 'secrets')).toBe(false);
    expect(may('edit', 'get', '', 'secrets')).toBe(true);
  });
});

describe('tokens', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tokens-')), 'tokens.csv');
  const users = loadTokens(file);
  const admin = users.find((each) => each.identity.username === 'admin');
  const authenticator = createTokenAuthenticator(users);

  it('are made once, readable by their owner alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadTokens(file)).toEqual(users);
    expect(readFileSync(file, 'utf8')).toContain(',developer,');
  });

  it('name the user, with the group of all who are known', () => {
    expect(authenticator.authenticate({ authorization: `Bearer ${admin?.token}` })).toMatchObject({ username: 'admin', groups: ['system:masters', 'system:authenticated'] });
    expect(identityOf(users, 'developer')?.groups).toEqual(['system:authenticated']);
  });

  it('come in a subprotocol from browsers, beside another protocol', () => {
    const carrier = `base64url.bearer.authorization.k8s.io.${base64url(admin?.token ?? '')}`;
    expect(authenticator.authenticate({ 'sec-websocket-protocol': `${carrier}, plain.kubevirt.io` }).username).toBe('admin');
    expect(() => authenticator.authenticate({ 'sec-websocket-protocol': carrier })).toThrow(ApiError);
  });

  it('when wrong are refused, when absent make the request anonymous', () => {
    expect(() => authenticator.authenticate({ authorization: 'Bearer nonsense' })).toThrow('Unauthorized');
    expect(authenticator.authenticate({}).username).toBe('system:anonymous');
  });

  it('in a file that cannot be read name the line', () => {
    writeFileSync(file, 'just-a-token\n');
    expect(() => loadTokens(file)).toThrow('line 1');
  });
});

describe('access reviews', () => {
  const review = async (kind: string, spec: object, namespace?: string) => {
    const api = await startApi({ definitions: [...bareKinds(), ...reviewKinds(createRbacAuthorizer({ get: () => undefined, list: () => [], watch: () => () => undefined }))] });
    const place = namespace ? `namespaces/${namespace}/` : '';
    const { status, body } = await api.call('POST', `/apis/authorization.k8s.io/v1/${place}${kind.toLowerCase()}s`, { apiVersion: 'authorization.k8s.io/v1', kind, spec });
    await api.stop();
    return [status, body.message];
  };
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' };

  it.each([
    ['SubjectAccessReview', { resourceAttributes }, undefined, 'spec.user: Invalid value: "": at least one of user or group must be specified'],
    ['SelfSubjectAccessReview', {}, undefined, 'spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified'],
    ['LocalSubjectAccessReview', { user: 'ann', resourceAttributes: { ...resourceAttributes, namespace: 'other' } }, 'default', 'spec.resourceAttributes.namespace: Invalid value: "other": must match metadata.namespace'],
  ])('%s with %j is refused', async (kind, spec, namespace, why) => {
    expect(await review(kind, spec, namespace)).toEqual([422, `${kind}.authorization.k8s.io "" is invalid: ${why}`]);
  });

  it('about a user or a group are answered', async () => {
    expect(await review('SubjectAccessReview', { groups: ['team'], resourceAttributes })).toEqual([201, undefined]);
  });
});
