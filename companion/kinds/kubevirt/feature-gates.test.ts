import { afterAll, beforeAll, expect, it } from 'vitest';
import { KubeVirtKind } from '../../../contracts/kinds';
import { type StartedApi, startApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';

let api: StartedApi;
beforeAll(async () => {
  api = await startApi({ definitions: builtinKinds(), namespaces: ['t1'], user: () => ({ username: 'developer', groups: [] }) });
});
afterAll(() => api.stop());

const path = '/apis/kubevirt.io/v1/namespaces/t1/virtualmachineinstances?dryRun=All';
const instance = {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachineInstance',
  metadata: { name: 'x', annotations: { 'hooks.kubevirt.io/hookSidecars': '[]' } },
  spec: {
    domain: { devices: { hostDevices: [{ name: 'a', deviceName: 'b/c' }], autoattachVSOCK: true }, memory: { guest: '64Mi' } },
    volumes: [{ name: 'v', hostDisk: { path: '/a', type: 'Disk' } }],
  },
};

it('lets in what stands behind a gate once the KubeVirt object opens it, and no longer when it is disabled', async () => {
  const refused = await api.call('POST', path, instance);
  expect(refused.status).toBe(422);
  for (const words of ['HostDisk', 'Host Devices', 'VSOCK', 'sidecar']) expect(refused.body.message).toContain(`${words} feature gate is not enabled`);

  const developerConfiguration = { featureGates: ['HostDisk', 'HostDevices', 'VSOCK', 'Sidecar'] };
  await api.client.create(KubeVirtKind, {
    apiVersion: 'kubevirt.io/v1',
    kind: 'KubeVirt',
    metadata: { name: 'kubevirt', namespace: 't1' },
    spec: { configuration: { developerConfiguration } },
  });
  expect((await api.call('POST', path, instance)).status).toBe(201);

  await api.client.mutate(KubeVirtKind, 'kubevirt', 't1', (draft) => {
    draft.spec = { configuration: { developerConfiguration: { ...developerConfiguration, disabledFeatureGates: ['VSOCK'] } } };
  });
  expect((await api.call('POST', path, instance)).body.message).toContain('VSOCK feature gate is not enabled');
});
