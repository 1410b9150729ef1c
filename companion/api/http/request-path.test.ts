import { describe, expect, it } from 'vitest';
import { parsePath } from './request-path';

const resource = (path: string) => {
  const { type, ...parts } = parsePath(path);
  return type === 'resource' ? parts : type;
};

describe('paths', () => {
  it.each([
    ['/api/v1/pods', { group: '', version: 'v1', plural: 'pods', watch: false }],
    ['/api/v1/namespaces/a/pods/p/log', { group: '', version: 'v1', namespace: 'a', plural: 'pods', name: 'p', subresource: 'log', watch: false }],
    ['/api/v1/namespaces', { group: '', version: 'v1', plural: 'namespaces', watch: false }],
    ['/api/v1/namespaces/a', { group: '', version: 'v1', plural: 'namespaces', name: 'a', watch: false }],
    ['/api/v1/namespaces/a/status', { group: '', version: 'v1', plural: 'namespaces', name: 'a', subresource: 'status', watch: false }],
    ['/api/v1/namespaces/a/finalize', { group: '', version: 'v1', plural: 'namespaces', name: 'a', subresource: 'finalize', watch: false }],
    ['/apis/kubevirt.io/v1/namespaces/a/virtualmachines/', { group: 'kubevirt.io', version: 'v1', namespace: 'a', plural: 'virtualmachines', watch: false }],
    ['/apis/x.io/v1/watch/namespaces/a/things/t', { group: 'x.io', version: 'v1', namespace: 'a', plural: 'things', name: 't', watch: true }],
    ['/apis/s.io/v1/namespaces/a/machines/m/portforward/22/tcp', { group: 's.io', version: 'v1', namespace: 'a', plural: 'machines', name: 'm', subresource: 'portforward/22/tcp', watch: false }],
    ['/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode', { group: 'rbac.authorization.k8s.io', version: 'v1', plural: 'clusterroles', name: 'system:node', watch: false }],
  ])('%s names a resource', (path, parts) => {
    expect(resource(path)).toEqual(parts);
  });

  it.each(['/', '/api', '/apis', '/api/v1', '/apis/x.io', '/apis/x.io/v1', '/version', '/healthz'])('%s does not', (path) => {
    expect(resource(path)).toBe('other');
  });

  it.each(['/api/v1/pods/a%2Fb', '/api/v1/pods/%2e%2e', '/api/v1/../x', '/api//v1', '/api/v1/pods/%', '/api/v1/pods/%00'])('%s is malformed', (path) => {
    expect(resource(path)).toBe('malformed');
  });
});
