import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SecretKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { createServiceAccountAuthenticator, ServiceAccountKind } from '../../access/service-accounts';
import { createTokenSigner } from '../../access/service-account-tokens';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import { text } from '../../kinds/read';
import { startApi, type StartedApi } from '../../test-support/api/start-api';
import type { Controller } from '../context';
import { startTokenSecrets } from './service-account-secrets';

let api: StartedApi;
let controller: Controller;
const signer = createTokenSigner(join(mkdtempSync(join(tmpdir(), 'signer-')), 'key'), systemClock);
beforeEach(async () => {
  api = await startApi();
  controller = startTokenSecrets({ client: api.client, clock: systemClock, logger: silentLogger, signer, rootCertificate: 'PEM' });
});
afterEach(async () => {
  await controller.stop();
  await api.stop();
});

function until(wanted: (secret: UnknownObject | undefined) => boolean): Promise<UnknownObject | undefined> {
  return new Promise((resolve) => {
    const end = api.client.watch(SecretKind, ({ type, object }) => {
      const secret = type === 'DELETED' ? undefined : object;
      if (!wanted(secret)) return;
      queueMicrotask(() => end());
      resolve(secret);
    });
  });
}

it('a secret for the token of an account is filled, and goes with the account', async () => {
  await api.client.create(ServiceAccountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'default' } });
  const metadata = { name: 'robot-token', namespace: 'default', annotations: { 'kubernetes.io/service-account.name': 'robot' } };
  await api.client.create(SecretKind, { apiVersion: 'v1', kind: 'Secret', metadata, type: 'kubernetes.io/service-account-token' });
  const secret = await until((each) => text(each, 'data', 'token') !== '');
  const decoded = (key: string) => Buffer.from(text(secret, 'data', key), 'base64').toString();
  expect([decoded('namespace'), decoded('ca.crt')]).toEqual(['default', 'PEM']);
  const accounts = createServiceAccountAuthenticator(api.client, signer, systemClock);
  expect(accounts.authenticate(decoded('token'))?.identity.username).toBe('system:serviceaccount:default:robot');
  await api.client.delete(ServiceAccountKind, 'robot', 'default');
  expect(await until((each) => each === undefined)).toBeUndefined();
});
