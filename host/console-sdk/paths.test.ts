import { describe, expect, it } from 'vitest';
import { groupVersionsIn, readResources } from './discovery';
import { inNamespace, namespaceOf, prefixOf } from './namespaced-paths';
import { abbreviate, parseReference, resourcePath } from './resource-paths';

describe('the namespace in a path', () => {
  it('is a name, all, or none', () => {
    expect(namespaceOf('/k8s/ns/my%20ns/pods')).toBe('my ns');
    expect(namespaceOf('/k8s/all-namespaces/pods')).toBe('#ALL_NS#');
    expect(namespaceOf('/k8s/cluster/nodes')).toBeUndefined();
    expect(namespaceOf('/k8s/nsx/pods')).toBeUndefined();
  });

  it('changes on lists and forms; from an object one comes to the list', () => {
    expect(inNamespace('/k8s/ns/a/pods', 'b')).toBe('/k8s/ns/b/pods');
    expect(inNamespace('/k8s/ns/a/pods/web/yaml', 'b')).toBe('/k8s/ns/b/pods');
    expect(inNamespace('/k8s/ns/a/pods/~new', '#ALL_NS#')).toBe('/k8s/all-namespaces/pods/~new');
    expect(inNamespace('/k8s/ns/a/pods/web', 'a')).toBe('/k8s/ns/a/pods/web');
    expect(inNamespace('/k8s/cluster/nodes', 'b')).toBe('/k8s/cluster/nodes');
    expect(prefixOf('a/b')).toBe('/k8s/ns/a%2Fb');
  });
});

describe('references to kinds', () => {
  it('are read with and without a group', () => {
    expect(parseReference('kubevirt.io~v1~VirtualMachine')).toEqual({
      group: 'kubevirt.io',
      version: 'v1',
      kind: 'VirtualMachine',
    });
    expect(parseReference('core~v1~Pod')).toEqual({ group: '', version: 'v1', kind: 'Pod' });
    expect(parseReference('Pod')).toEqual({ version: 'v1', kind: 'Pod' });
    expect(parseReference('a~b')).toBeUndefined();
    expect(parseReference('')).toBeUndefined();
  });

  it('make paths and badges', () => {
    const vm = { group: 'kubevirt.io', version: 'v1', kind: 'VirtualMachine' };
    expect(resourcePath(vm, 'web', 'demo')).toBe('/k8s/ns/demo/kubevirt.io~v1~VirtualMachine/web');
    expect(resourcePath({ version: 'v1', kind: 'Node' }, 'n1')).toBe('/k8s/cluster/core~v1~Node/n1');
    expect(abbreviate('VirtualMachineInstance')).toBe('VMI');
    expect(abbreviate('pod')).toBe('PO');
  });
});

describe('discovery', () => {
  it('reads the kinds of a list and leaves out subresources and nonsense', () => {
    const resources = [
      { name: 'vms', kind: 'VM', namespaced: true, verbs: ['list', 1] },
      { name: 'vms/scale', kind: 'Scale' },
      { name: 5 },
      null,
    ];
    expect(readResources({ resources }, 'g', 'v1')).toEqual([
      { group: 'g', version: 'v1', kind: 'VM', plural: 'vms', namespaced: true, verbs: ['list'], shortNames: [] },
    ]);
    expect(readResources(undefined, 'g', 'v1')).toEqual([]);
  });

  it('reads every version of every group', () => {
    const groups = [{ versions: [{ groupVersion: 'a/v1' }, { groupVersion: 'a/v2' }] }, { versions: [] }, {}];
    expect([...groupVersionsIn({ groups })]).toEqual(['a/v1', 'a/v2']);
    expect(groupVersionsIn('nothing').size).toBe(0);
  });
});
