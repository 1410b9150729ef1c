import { expect, it } from 'vitest';
import { copyOf } from './copy';

it('a copy has nothing of the server or the vendor, and the rest of the original', () => {
  const original = {
    apiVersion: 'template.openshift.io/v1',
    kind: 'Template',
    metadata: {
      name: 'fedora-server-small',
      namespace: 'openshift',
      uid: 'u',
      resourceVersion: '7',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'x' }],
      labels: { 'template.kubevirt.io/type': 'base', 'os.template.kubevirt.io/fedora': 'true' },
      annotations: { description: 'A Fedora', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    },
    objects: [{ kind: 'VirtualMachine' }],
    status: { ready: true },
  };
  expect(copyOf(original, 'demo')).toEqual({
    apiVersion: 'template.openshift.io/v1',
    kind: 'Template',
    metadata: {
      name: 'fedora-server-small-copy',
      namespace: 'demo',
      labels: { 'os.template.kubevirt.io/fedora': 'true', 'template.kubevirt.io/type': 'vm' },
      annotations: { description: 'A Fedora' },
    },
    objects: [{ kind: 'VirtualMachine' }],
  });
});

it('a copy stays in the namespace of the original unless another is asked for', () => {
  const policy = { apiVersion: 'a/v1', kind: 'Policy', metadata: { name: 'p' } };
  expect(copyOf(policy, undefined).metadata).toEqual({ name: 'p-copy', labels: {} });
});
