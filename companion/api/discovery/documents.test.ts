import { describe, expect, it } from 'vitest';
import { builtinKinds } from '../../kinds/registry';
import type { AggregatedApi } from '../../kinds/definition';
import { DiscoveryDocuments } from './documents';

const subresources: AggregatedApi = {
  group: 'subresources.kubevirt.io',
  versions: ['v1', 'v1alpha3'],
  resources: [{ name: 'virtualmachines/start', namespaced: true, kind: 'VirtualMachine', verbs: ['update'] }],
  handle: () => Promise.reject(new Error('not asked')),
};
const documents = new DiscoveryDocuments(builtinKinds(), [subresources], '127.0.0.1:6443');
const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const read = (path: string, accept?: string): Record<string, unknown> => {
  const found = documents.get(path, accept);
  if (!found) throw new Error(`nothing at ${path}`);
  return JSON.parse(found.body) as Record<string, unknown>;
};
const named = (list: unknown, name: string, key = 'name') =>
  (list as Record<string, unknown>[]).find((entry) => entry[key] === name);

describe('plain discovery', () => {
  it('lists the core versions with the address of the server', () => {
    expect(read('/api')).toEqual({
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1:6443' }],
    });
  });

  it('prefers stable versions of a group, whatever is stored', () => {
    expect(named(read('/apis').groups, 'kubevirt.io')).toEqual({
      name: 'kubevirt.io',
      versions: [
        { groupVersion: 'kubevirt.io/v1', version: 'v1' },
        { groupVersion: 'kubevirt.io/v1alpha3', version: 'v1alpha3' },
      ],
      preferredVersion: { groupVersion: 'kubevirt.io/v1', version: 'v1' },
    });
  });

  it('gives a kind with its subresources as own entries', () => {
    const { resources, groupVersion } = read('/apis/kubevirt.io/v1');
    expect(groupVersion).toBe('kubevirt.io/v1');
    expect(named(resources, 'virtualmachines')).toMatchObject({
      singularName: 'virtualmachine',
      namespaced: true,
      kind: 'VirtualMachine',
      verbs: ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
      shortNames: ['vm', 'vms'],
      categories: ['all'],
      storageVersionHash: expect.stringMatching(/^.{11}=$/) as string,
    });
    expect(named(resources, 'virtualmachines/status')).toEqual({
      name: 'virtualmachines/status',
      singularName: '',
      namespaced: true,
      kind: 'VirtualMachine',
      verbs: ['get', 'patch', 'update'],
    });
    expect(named(resources, 'virtualmachineinstances/status')).toBeUndefined();
  });

  it('does not show versions that are not served', () => {
    expect(documents.get('/apis/snapshot.storage.k8s.io/v1beta1')).toBeUndefined();
    expect(documents.get('/apis/snapshot.storage.k8s.io/v1')).toBeDefined();
  });

  it('has nothing for unknown groups', () => {
    expect(documents.get('/apis/none.example.com')).toBeUndefined();
    expect(documents.get('/apis/__proto__/constructor')).toBeUndefined();
  });
});

describe('aggregated discovery', () => {
  it('is given to who asks for it, with an etag', () => {
    const found = documents.get('/apis', `${V2},application/json`);
    expect(found?.contentType).toBe(V2);
    expect(found?.headers).toMatchObject({ vary: 'Accept', 'cache-control': 'public', etag: expect.stringMatching(/^"[0-9A-F]{128}"$/) as string });
  });

  it('is not given when plain JSON comes first', () => {
    expect(documents.get('/apis', `application/json,${V2}`)?.contentType).toBe('application/json');
  });

  it('nests subresources and names what they answer with', () => {
    const group = (read('/apis', V2).items as { metadata: { name: string }; versions: { version: string; resources: unknown }[] }[]).find(
      (item) => item.metadata.name === 'pool.kubevirt.io',
    );
    const pool = named(group?.versions.find((version) => version.version === 'v1beta1')?.resources, 'virtualmachinepools', 'resource');
    expect(pool).toMatchObject({ scope: 'Namespaced', singularResource: 'virtualmachinepool', shortNames: ['vmpool', 'vmpools'] });
    expect(pool?.subresources).toEqual([
      {
        subresource: 'status',
        responseKind: { group: 'pool.kubevirt.io', version: 'v1beta1', kind: 'VirtualMachinePool' },
        verbs: ['get', 'patch', 'update'],
      },
      { subresource: 'scale', responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' }, verbs: ['get', 'patch', 'update'] },
    ]);
  });

  it('puts subresources of another server under an empty resource', () => {
    const text = JSON.stringify(read('/apis', V2));
    expect(text).toContain('{"resource":"virtualmachines","responseKind":{"group":"","version":"","kind":""},"scope":"Namespaced","singularResource":"","verbs":[],"subresources":[{"subresource":"start"');
  });

  it('has the core group without a name', () => {
    expect((read('/api', V2).items as { metadata: object }[]).map((item) => item.metadata)).toEqual([{}]);
  });
});
