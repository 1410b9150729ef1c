import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PodKind } from '../../contracts/kinds';
import { createHandClock } from '../controllers/test-support/hand-clock';
import type { Identity, KindDefinition } from '../kinds/definition';
import { withSubresources } from '../kinds/core/subresources';
import { bareKinds } from '../kinds/registry';
import { startApi, type StartedApi } from '../test-support/api/start-api';
import { createServiceAccountAuthenticator, ServiceAccountKind, type ServiceAccountAuthenticator } from './service-accounts';
import { createTokenSigner, ISSUER } from './service-account-tokens';
import { tokenReviewKind } from './token-review';
import { createTokenAuthenticator } from './tokens';

const PATH = '/api/v1/namespaces/default/serviceaccounts/robot/token';
const clock = createHandClock();
const people = [{ token: 'person-token', identity: { username: 'ann', uid: '1', groups: [] as string[] } }];
let api: StartedApi;
let accounts: ServiceAccountAuthenticator;
let authenticated: (token: string) => Identity;

beforeEach(async () => {
  api = await startApi();
  const signer = createTokenSigner(join(mkdtempSync(join(tmpdir(), 'signer-')), 'key'), clock);
  accounts = createServiceAccountAuthenticator(api.client, signer, clock);
  const sources = { client: api.client, clock, signer, serialHistory: () => Promise.resolve(Buffer.alloc(0)) };
  const added: KindDefinition[] = [...withSubresources(bareKinds(), sources), tokenReviewKind({ users: people, accounts })];
  for (const definition of added) api.api.define(definition);
  await api.client.create(ServiceAccountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'default' } });
  const authenticator = createTokenAuthenticator(people, undefined, accounts);
  authenticated = (token) => authenticator.authenticate({ authorization: `Bearer ${token}` });
});
afterEach(() => api.stop());

const request = (spec: object = {}) => api.call('POST', PATH, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec });
const tokenOf = async (spec?: object) => ((await request(spec)).body.status as { token: string }).token;
const review = (token: string, audiences?: string[]) =>
  api.call('POST', '/apis/authentication.k8s.io/v1/tokenreviews', { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, ...(audiences ? { audiences } : {}) } });

describe('a token of a service account', () => {
  it('is given for an hour and for the API server, unless said', async () => {
    const { status, body } = await request();
    expect([status, body.kind, body.spec]).toEqual([201, 'TokenRequest', { audiences: [ISSUER], expirationSeconds: 3600, boundObjectRef: null }]);
    const ends = Date.parse((body.status as { expirationTimestamp: string }).expirationTimestamp);
    expect(Math.round((ends - clock.now()) / 1000)).toBe(3600);
  });

  it('lets its bearer be the account, in its groups', async () => {
    expect(authenticated(await tokenOf())).toMatchObject({
      username: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      uid: api.client.get(ServiceAccountKind, 'robot', 'default')?.metadata.uid,
    });
  });

  it('ends with its time, with its account, and when it is bound, with its pod', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec: { serviceAccountName: 'robot', containers: [{ name: 'c', image: 'x' }] } };
    await api.client.create(PodKind, pod);
    const [plain, bound] = [await tokenOf({ expirationSeconds: 600 }), await tokenOf({ boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'p' } })];
    expect(authenticated(bound).extra?.['authentication.kubernetes.io/pod-name']).toEqual(['p']);
    await api.client.delete(PodKind, 'p', 'default');
    expect(() => authenticated(bound)).toThrow('Unauthorized');
    clock.advance(661_000);
    expect(() => authenticated(plain)).toThrow('Unauthorized');
    const other = await tokenOf();
    await api.client.delete(ServiceAccountKind, 'robot', 'default');
    expect(() => authenticated(other)).toThrow('Unauthorized');
  });

  it('for others, forged or broken is refused', async () => {
    const token = await tokenOf();
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ aud: [ISSUER], exp: 9e9, nbf: 0, 'kubernetes.io': { namespace: 'kube-system', serviceaccount: { name: 'x', uid: 'x' } } })).toString('base64url');
    for (const bad of [await tokenOf({ audiences: ['vault'] }), `${head}.${forged}.${signature}`, `${token}x`, 'a.b.c', '..']) {
      expect(() => authenticated(bad)).toThrow('Unauthorized');
    }
  });

  it.each([
    [{ expirationSeconds: 60 }, 422, 'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes'],
    [{ expirationSeconds: 2 ** 33 }, 422, 'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 8589934592: may not specify a duration larger than 2^32 seconds'],
    [{ boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'none' } }, 404, 'pods "none" not found'],
    [{ boundObjectRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' } }, 400, 'cannot bind token to object of type v1, Kind=ConfigMap'],
  ])('asked for with %j is refused', async (spec, status, message) => {
    const answer = await request(spec);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });
});

/** What `kubectl create token robot --duration 20m` sends (kubectl 1.32). */
const KUBECTL = '6b3873000a280a1861757468656e7469636174696f6e2e6b38732e696f2f7631120c546f6b656e52657175657374121d0a100a0012001a0022002a00320038004200120320b0091a040a0012001a002200';

it('kubectl asks for a token in protobuf', async () => {
  const headers = { 'content-type': 'application/vnd.kubernetes.protobuf' };
  const answer = await fetch(`${api.url}${PATH}`, { method: 'POST', headers, body: Buffer.from(KUBECTL, 'hex') });
  expect([answer.status, await answer.json()]).toMatchObject([201, { spec: { expirationSeconds: 1200 } }]);
});

describe('a token review', () => {
  it('says whose token it is, and for which audience', async () => {
    const { status, body } = await review(await tokenOf());
    expect([status, body.status]).toMatchObject([201, { authenticated: true, audiences: [ISSUER], user: { username: 'system:serviceaccount:default:robot' } }]);
    expect((await review('person-token')).body.status).toMatchObject({ authenticated: true, user: { username: 'ann' } });
  });

  it('says why a token is none', async () => {
    expect((await review('nonsense')).body.status).toEqual({ user: {}, error: 'invalid bearer token' });
    const token = await tokenOf({ audiences: ['vault'] });
    expect((await review(token)).body.status).toMatchObject({ error: expect.stringContaining('is invalid for the target audiences') as string });
    expect((await review(token, ['vault'])).body.status).toMatchObject({ authenticated: true, audiences: ['vault'] });
    expect((await review('')).body.message).toBe('token is required for TokenReview in authentication');
  });
});
