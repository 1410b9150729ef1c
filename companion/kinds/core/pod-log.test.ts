import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import { startApi } from '../../test-support/api/start-api';
import type { StartedApi } from '../../test-support/api/start-api';
import { builtinKinds } from '../registry';
import { systemClock } from '../../lib/clock';
import { withSubresources } from './subresources';

const LOG = '/api/v1/namespaces/default/pods/virt-launcher-demo/log';
let api: StartedApi;

beforeEach(async () => {
  api = await startApi({ definitions: builtinKinds() });
  const { store } = api;
  const said = new Map<string, string>();
  const sources = { client: api.client, clock: systemClock, serialHistory: (uid: string) => Promise.resolve(Buffer.from(said.get(uid) ?? '')) };
  for (const definition of withSubresources(api.api.definitions(), sources)) api.api.define(definition);
  const uid = 'guest-uid';
  said.set(uid, 'booting\nlogin: \nfedora\n');
  await store.put('virtualmachineinstances.kubevirt.io', 'default/demo', 'sorted', () => ({
    apiVersion: 'kubevirt.io/v1',
    kind: VirtualMachineInstanceKind.kind,
    metadata: { name: 'demo', namespace: 'default', uid },
  })).committed;
  await api.client.create(PodKind, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'virt-launcher-demo',
      namespace: 'default',
      labels: { 'kubevirt.io/created-by': uid },
      ownerReferences: [{ apiVersion: 'kubevirt.io/v1', kind: 'VirtualMachineInstance', name: 'demo', uid, controller: true }],
    },
    spec: { containers: [{ name: 'compute', image: 'x' }] },
  });
});
afterEach(() => api.stop());

describe('the log of a launcher', () => {
  it('is what its guest says on the serial line', async () => {
    const { status, text, headers } = await api.call('GET', LOG);
    expect([status, text, headers.get('content-type')]).toEqual([200, 'booting\nlogin: \nfedora\n', 'text/plain']);
  });

  it.each([
    ['tailLines=1', 'fedora\n'],
    ['tailLines=2', 'login: \nfedora\n'],
    ['tailLines=9', 'booting\nlogin: \nfedora\n'],
    ['tailLines=0', ''],
    ['limitBytes=4', 'boot'],
    ['container=guest-console-log', 'booting\nlogin: \nfedora\n'],
  ])('with %s', async (query, text) => {
    expect((await api.call('GET', `${LOG}?${query}`)).text).toBe(text);
  });

  it('refuses containers it does not have, and numbers that are none', async () => {
    expect((await api.call('GET', `${LOG}?container=x`)).body.message).toBe('container x is not valid for pod virt-launcher-demo');
    expect((await api.call('GET', `${LOG}?tailLines=-1`)).status).toBe(422);
    expect((await api.call('GET', '/api/v1/namespaces/default/pods/none/log')).status).toBe(404);
    expect((await api.call('PUT', LOG, {})).status).toBe(405);
  });

  it('is named in discovery', async () => {
    const { body } = await api.call('GET', '/api/v1');
    const resources = body.resources as { name: string; verbs: string[] }[];
    expect(resources.find(({ name }) => name === 'pods/log')?.verbs).toEqual(['get']);
  });
});
