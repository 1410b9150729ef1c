import { describe, expect, it } from 'vitest';
import { listPath, objectPath, parseResourcePath } from './path';

describe('the path of a resource page', () => {
  it('names a list in one namespace', () => {
    expect(parseResourcePath('/k8s/ns/demo/templates')).toEqual({
      page: 'templates',
      namespace: 'demo',
      isClusterWide: false,
      name: undefined,
      tab: '',
    });
  });

  it('names a list over all namespaces', () => {
    expect(parseResourcePath('/k8s/all-namespaces/templates')).toMatchObject({ namespace: undefined, isClusterWide: false });
  });

  it('names an object and a tab, with escaped names', () => {
    expect(parseResourcePath('/k8s/cluster/g~v1~Kind/a%3Ab/yaml')).toMatchObject({
      isClusterWide: true,
      name: 'a:b',
      tab: 'yaml',
    });
  });

  it('is not understood where it belongs to another page', () => {
    expect(parseResourcePath('/k8s/virtualization-landing')).toBeUndefined();
    expect(parseResourcePath('/settings')).toBeUndefined();
  });

  it('is built so that it reads back the same', () => {
    const path = objectPath('g~v1~Kind', 'a/b', 'my ns', 'events');
    expect(parseResourcePath(path)).toMatchObject({ page: 'g~v1~Kind', namespace: 'my ns', name: 'a/b', tab: 'events' });
    expect(listPath('g~v1~Kind', false, 'ignored')).toBe('/k8s/cluster/g~v1~Kind');
    expect(listPath('templates', true)).toBe('/k8s/all-namespaces/templates');
  });
});
