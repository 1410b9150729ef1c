import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigMapKind, NamespaceKind } from '../../contracts/kinds';
import { systemClock } from '../lib/clock';
import { silentLogger } from '../lib/logger';
import { startApi } from '../test-support/api/start-api';
import type { StartedApi } from '../test-support/api/start-api';
import type { Controller } from './context';
import { startNamespaceController } from './namespace';

let api: StartedApi;
let controller: Controller;

beforeEach(async () => {
  api = await startApi();
  const { definitions } = api.api;
  controller = startNamespaceController({ store: api.store, client: api.client, definitions, rootCertificate: 'PEM', clock: systemClock, logger: silentLogger });
});
afterEach(async () => {
  await controller.stop();
  await api.stop();
});

function until(wanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!wanted()) return;
      stop();
      resolve();
    };
    const stop = api.store.subscribe({ resource: '*' }, () => queueMicrotask(look));
    look();
  });
}

const rootCertificate = (namespace: string) => api.client.get(ConfigMapKind, 'kube-root-ca.crt', namespace);

describe('namespaces', () => {
  it('get a default service account and the root certificate', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    await until(() => rootCertificate('team') !== undefined);
    expect(rootCertificate('team')?.data).toEqual({ 'ca.crt': 'PEM' });
    expect((await api.call('GET', '/api/v1/namespaces/team/serviceaccounts/default')).status).toBe(200);
  });

  it('get the certificate again when somebody deletes it', async () => {
    await until(() => rootCertificate('default') !== undefined);
    const uid = rootCertificate('default')?.metadata.uid;
    await api.call('DELETE', '/api/v1/namespaces/default/configmaps/kube-root-ca.crt');
    await until(() => rootCertificate('default') !== undefined && rootCertificate('default')?.metadata.uid !== uid);
  });

  it('are emptied and then gone', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    await api.call('POST', '/api/v1/namespaces/team/configmaps', { metadata: { name: 'c1' } });
    const { status, body } = await api.call('DELETE', '/api/v1/namespaces/team');
    expect([status, body.status, body.spec?.finalizers]).toEqual([200, { phase: 'Terminating' }, ['kubernetes']]);
    await until(() => !api.client.get(NamespaceKind, 'team'));
    expect(api.client.list(ConfigMapKind, { namespace: 'team' })).toEqual([]);
  });

  it('say what holds them while they cannot go', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    await api.call('POST', '/api/v1/namespaces/team/configmaps', { metadata: { name: 'held', finalizers: ['example.com/x'] } });
    await api.call('DELETE', '/api/v1/namespaces/team');
    const condition = (type: string) =>
      (api.client.get(NamespaceKind, 'team')?.status as { conditions?: { type: string; message: string }[] } | undefined)?.conditions?.find((each) => each.type === type)?.message;
    await until(() => condition('NamespaceContentRemaining') === 'Some resources are remaining: configmaps. has 1 resource instances');
    expect(condition('NamespaceFinalizersRemaining')).toBe('Some content in the namespace has finalizers remaining: example.com/x in 1 resource instances');
    expect((await api.call('DELETE', '/api/v1/namespaces/team')).status).toBe(200);
    await api.call('PATCH', '/api/v1/namespaces/team/configmaps/held', { metadata: { finalizers: null } });
    await until(() => !api.client.get(NamespaceKind, 'team'));
  });

  it('take nothing new while they go', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    await api.call('POST', '/api/v1/namespaces/team/configmaps', { metadata: { name: 'held', finalizers: ['example.com/x'] } });
    await api.call('DELETE', '/api/v1/namespaces/team');
    const { status, body } = await api.call('POST', '/api/v1/namespaces/team/configmaps', { metadata: { name: 'late' } });
    expect(status).toBe(403);
    expect(body.message).toBe('configmaps "late" is forbidden: unable to create new content in namespace team because it is being terminated');
    expect(body.details?.causes).toEqual([{ reason: 'NamespaceTerminating', message: 'namespace team is being terminated', field: 'metadata.namespace' }]);
  });
});
