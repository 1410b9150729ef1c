import { describe, expect, it } from 'vitest';
import { bareKinds, builtinKinds } from './registry';

const key = (kind: { plural: string; group: string }) => `${kind.plural}.${kind.group}`;

describe('builtinKinds', () => {
  it('names every kind once', () => {
    const keys = builtinKinds().map(key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('stores exactly one version of each kind', () => {
    const wrong = builtinKinds().filter((kind) => kind.versions.filter((version) => version.storage).length !== 1);
    expect(wrong.map(key)).toEqual([]);
  });

  it('describes every version of every kind with members of its own', () => {
    const bare = builtinKinds().flatMap((kind) =>
      kind.versions.flatMap((version) => {
        const schema = typeof version.schema === 'function' ? version.schema() : version.schema;
        const own = Object.keys(schema?.properties ?? {}).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name));
        return own.length > 0 && schema?.description ? [] : [`${key(kind)} ${version.name}`];
      }),
    );
    expect(bare).toEqual([]);
  });

  it('serves virtual machines as real clusters do', () => {
    const vm = builtinKinds().find((kind) => kind.plural === 'virtualmachines');
    expect(vm).toMatchObject({ group: 'kubevirt.io', singular: 'virtualmachine', shortNames: ['vm', 'vms'], categories: ['all'], origin: 'crd' });
    expect(vm?.versions.map((version) => [version.name, version.storage, version.deprecated ?? false])).toEqual([
      ['v1', true, false],
      ['v1alpha3', false, true],
    ]);
    expect(vm?.versions[0]?.columns?.map((column) => column.name)).toEqual(['Age', 'Status', 'Ready']);
  });
});

describe('bareKinds', () => {
  it('has only what is compiled into an API server', () => {
    expect(new Set(bareKinds().map((kind) => kind.origin))).toEqual(new Set(['core']));
  });
});
