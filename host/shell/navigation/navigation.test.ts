import { describe, expect, it } from 'vitest';
import { hrefOf, isActive } from './nav-href';
import { labelOf } from './nav-label';
import { targetOf } from './nav-target';
import type { NavEntry } from './nav-tree';
import { inOrder, navTree } from './nav-tree';

function entry(type: string, properties: Record<string, unknown>): NavEntry {
  return { type, properties, pluginName: 'p', uid: String(properties.id) } as unknown as NavEntry;
}

const ids = (entries: readonly NavEntry[]): string[] => entries.map((each) => each.properties.id);

describe('where a navigation item leads', () => {
  it('is below the active namespace where it asks for that', () => {
    const target = { href: 'templates', namespaced: true, prefixNamespaced: true };
    expect(hrefOf(target, 'demo')).toBe('/k8s/ns/demo/templates');
    expect(hrefOf(target, '#ALL_NS#')).toBe('/k8s/all-namespaces/templates');
    expect(hrefOf({ href: '/topology', namespaced: true }, 'demo')).toBe('/topology/ns/demo');
    expect(hrefOf({ href: '/k8s/cluster/nodes' }, 'demo')).toBe('/k8s/cluster/nodes');
  });

  it('marks its own pages and those it claims, in any namespace', () => {
    const target = { href: 'templates', prefixNamespaced: true, startsWith: ['template.kubevirt.io'] };
    expect(isActive(target, '/k8s/ns/a/templates/fedora/yaml')).toBe(true);
    expect(isActive(target, '/k8s/all-namespaces/template.kubevirt.io~v1~T')).toBe(true);
    expect(isActive(target, '/k8s/ns/a/templates-of-others')).toBe(false);
    expect(isActive({ href: '/k8s/cluster/g~v1~K' }, '/k8s/cluster/g~v1~K/name')).toBe(true);
  });

  it('follows from the model of a resource item', () => {
    const model = { group: '', version: 'v1', kind: 'Node' };
    expect(targetOf(entry('console.navigation/resource-cluster', { id: 'n', model }))).toMatchObject({
      href: '/k8s/cluster/core~v1~Node',
    });
    expect(targetOf(entry('console.navigation/resource-ns', { id: 'n', model }))).toMatchObject({ prefixNamespaced: true });
    expect(targetOf(entry('console.navigation/separator', { id: 's' }))).toBeUndefined();
  });
});

describe('the order of the navigation', () => {
  it('puts entries beside those they name, whoever comes first', () => {
    const entries = [
      entry('console.navigation/href', { id: 'c', insertAfter: 'b' }),
      entry('console.navigation/href', { id: 'a' }),
      entry('console.navigation/href', { id: 'b', insertAfter: ['nobody', 'a'] }),
      entry('console.navigation/href', { id: 'z', insertBefore: 'a' }),
    ];
    expect(ids(inOrder(entries))).toEqual(['z', 'a', 'b', 'c']);
  });

  it('does not hang on entries that only name each other', () => {
    const entries = [entry('x', { id: 'a', insertAfter: 'b' }), entry('x', { id: 'b', insertAfter: 'a' })];
    expect(ids(inOrder(entries)).sort()).toEqual(['a', 'b']);
  });

  it('groups items by section and leaves out other perspectives', () => {
    const tree = navTree(
      [
        entry('console.navigation/href', { id: 'vm', section: 'virt', perspective: 'admin' }),
        entry('console.navigation/section', { id: 'virt', name: 'Virtualization' }),
        entry('console.navigation/href', { id: 'alone', section: 'unknown' }),
        entry('console.navigation/href', { id: 'dev', perspective: 'dev' }),
      ],
      'admin',
    );
    expect(tree.map((each) => [each.entry.properties.id, ids(each.children)])).toEqual([
      ['virt', ['vm']],
      ['alone', []],
    ]);
  });
});

it('translates what is between percent signs only', () => {
  const t = ((key: string) => `<${key}>`) as unknown as Parameters<typeof labelOf>[1];
  expect(labelOf('%plugin__virtdeck~Overview%', t)).toBe('<plugin__virtdeck~Overview>');
  expect(labelOf('100 %', t)).toBe('100 %');
  expect(labelOf(undefined, t)).toBe('');
});
