import { describe, expect, it } from 'vitest';
import { byPriority } from './versions';

describe('byPriority', () => {
  it('orders versions as Kubernetes does', () => {
    const given = ['foo1', 'v1alpha1', 'v3beta1', 'v10', 'v12alpha1', 'v2', 'foo10', 'v11beta2', 'v1', 'v10beta3'];
    expect(given.sort(byPriority)).toEqual(['v10', 'v2', 'v1', 'v11beta2', 'v10beta3', 'v3beta1', 'v12alpha1', 'v1alpha1', 'foo1', 'foo10']);
  });
});
