import { describe, expect, it } from 'vitest';
import { byPriority, groupOrder } from './versions';

describe('byPriority', () => {
  it('orders versions as Kubernetes does', () => {
    const given = ['foo1', 'v1alpha1', 'v3beta1', 'v10', 'v12alpha1', 'v2', 'foo10', 'v11beta2', 'v1', 'v10beta3'];
    expect(given.sort(byPriority)).toEqual(['v10', 'v2', 'v1', 'v11beta2', 'v10beta3', 'v3beta1', 'v12alpha1', 'v1alpha1', 'foo1', 'foo10']);
  });
});

it('lists a server\'s own groups first, then OpenShift\'s, then those of definitions', () => {
  const groups = ['config.openshift.io', 'project.openshift.io', 'resource.k8s.io', 'apps', ''];
  expect(groups.sort((a, b) => groupOrder(a) - groupOrder(b))).toEqual(['', 'apps', 'resource.k8s.io', 'project.openshift.io', 'config.openshift.io']);
});
