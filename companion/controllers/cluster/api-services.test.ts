import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../contracts/objects';
import { ClusterRoleKind } from '../../access/authorizer';
import { silentLogger } from '../../lib/logger';
import { systemClock } from '../../lib/clock';
import { bareKinds } from '../../kinds/registry';
import { startApi, type StartedApi } from '../../test-support/api/start-api';
import { widget } from '../../test-support/api/widget';
import type { Controller } from '../context';
import { ApiServiceKind, startApiServices } from './api-services';
import { bootstrap } from './bootstrap';

const SERVER = { address: '127.0.0.1', port: 6443 };
let api: StartedApi;
let controller: Controller | undefined;
beforeEach(async () => {
  api = await startApi({ definitions: [...bareKinds(), widget] });
});
afterEach(async () => {
  await controller?.stop();
  controller = undefined;
  await api.stop();
});

/** Resolves when the object is there, and with a status. */
function known(name: string): Promise<KubeObject & { status?: unknown; spec?: unknown }> {
  return new Promise((resolve) => {
    const end = api.client.watch(ApiServiceKind, ({ object }) => {
      if (object.metadata.name !== name || object.status === undefined) return;
      queueMicrotask(() => end());
      resolve(object);
    });
  });
}

describe('api services', () => {
  it('stand for every group version, here or elsewhere', async () => {
    const aggregated = [{ group: 'subresources.kubevirt.io', version: 'v1', service: { name: 'virt-api', namespace: 'kubevirt' } }];
    controller = startApiServices({ client: api.client, definitions: api.api.definitions, aggregated, clock: systemClock, logger: silentLogger });
    const apps = await known('v1.apps');
    expect(apps.metadata.labels).toEqual({ 'kube-aggregator.kubernetes.io/automanaged': 'onstart' });
    expect(apps.spec).toEqual({ group: 'apps', groupPriorityMinimum: 17_800, version: 'v1', versionPriority: 15 });
    expect(apps.status).toMatchObject({ conditions: [{ type: 'Available', status: 'True', reason: 'Local' }] });
    expect((await known('v1alpha1.example.com')).spec).toMatchObject({ groupPriorityMinimum: 1000, versionPriority: 100 });
    expect((await known('v1.')).spec).toMatchObject({ version: 'v1' });
    expect(await known('v1.subresources.kubevirt.io')).toMatchObject({ spec: { service: { name: 'virt-api', port: 443 } }, status: { conditions: [{ reason: 'Passed' }] } });
  });
});

describe('the bootstrap', () => {
  it('makes what an API server makes, and gives old roles new rights', async () => {
    await bootstrap(api.client, SERVER);
    expect((await api.call('GET', '/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical')).body.value).toBe(2_000_001_000);
    expect((await api.call('GET', '/api/v1/namespaces/kube-node-lease')).status).toBe(200);
    expect((await api.call('GET', '/api/v1/namespaces/default/services/kubernetes')).body.spec).toMatchObject({ clusterIP: '10.96.0.1', ports: [{ port: 443, targetPort: 6443 }] });
    await api.client.mutate(ClusterRoleKind, 'system:basic-user', undefined, (draft) => void (draft.rules = []));
    await api.client.mutate(ClusterRoleKind, 'system:discovery', undefined, (draft) => {
      draft.rules = [];
      draft.metadata.annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'false' };
    });
    await bootstrap(api.client, SERVER);
    expect(api.client.get(ClusterRoleKind, 'system:basic-user')?.rules).toHaveLength(2);
    expect(api.client.get(ClusterRoleKind, 'system:discovery')?.rules).toEqual([]);
  });
});
