import { describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { loadSchemas } from '../../api/schema/load';
import { builtinKinds } from '../registry';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const kinds = builtinKinds(loadSchemas());

/** The cells of an object by column name. */
function cells(plural: string, group: string, parts: Record<string, unknown>): Record<string, unknown> {
  const definition = kinds.find((kind) => kind.plural === plural && kind.group === group);
  const columns = definition?.versions[0]?.columns ?? [];
  const { metadata, ...rest } = parts;
  const object: UnknownObject = { apiVersion: 'v1', kind: 'X', ...rest, metadata: { name: 'x', creationTimestamp: '2026-01-01T00:47:00Z', ...(typeof metadata === 'object' ? metadata : {}) } };
  return Object.fromEntries(columns.map((column) => [column.name, typeof column.path === 'function' ? column.path(object, NOW) : column.path]));
}

describe('columns of core kinds', () => {
  it('count what config maps and secrets hold', () => {
    expect(cells('configmaps', '', { data: { a: '' }, binaryData: { b: '' } })).toEqual({ Data: 2, Age: '13m' });
    expect(cells('secrets', '', { type: 'Opaque', data: { a: '' } })).toEqual({ Type: 'Opaque', Data: 1, Age: '13m' });
  });

  it('show a service with its ports', () => {
    const spec = { type: 'ClusterIP', clusterIP: '10.0.0.1', ports: [{ port: 80, protocol: 'TCP' }, { port: 443, protocol: 'TCP', nodePort: 30001 }], selector: { b: '2', a: '1' } };
    expect(cells('services', '', { spec })).toEqual({
      Type: 'ClusterIP',
      'Cluster-IP': '10.0.0.1',
      'External-IP': '<none>',
      'Port(s)': '80/TCP,443:30001/TCP',
      Age: '13m',
      Selector: 'a=1,b=2',
    });
    expect(cells('services', '', { spec: { type: 'LoadBalancer' } })).toMatchObject({ 'External-IP': '<pending>' });
  });

  it('show a claim, its capacity only once it is bound', () => {
    const status = { phase: 'Bound', capacity: { storage: '1Gi' }, accessModes: ['ReadWriteMany', 'ReadWriteOnce'] };
    expect(cells('persistentvolumeclaims', '', { spec: { volumeName: 'v', storageClassName: 's' }, status })).toEqual({
      Status: 'Bound',
      Volume: 'v',
      Capacity: '1Gi',
      'Access Modes': 'RWO,RWX',
      StorageClass: 's',
      VolumeAttributesClass: '<unset>',
      Age: '13m',
      VolumeMode: '<unset>',
    });
    expect(cells('persistentvolumeclaims', '', { spec: {}, status: { phase: 'Pending' } })).toMatchObject({ Status: 'Pending', Capacity: '', 'Access Modes': '' });
  });

  it('show a node with roles and addresses', () => {
    const node = {
      metadata: { labels: { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/control-plane': '' } },
      spec: { unschedulable: true },
      status: { conditions: [{ type: 'Ready', status: 'True' }], addresses: [{ type: 'InternalIP', address: '1.2.3.4' }], nodeInfo: { kubeletVersion: 'v1' } },
    };
    expect(cells('nodes', '', node)).toMatchObject({ Status: 'Ready,SchedulingDisabled', Roles: 'control-plane,worker', 'Internal-IP': '1.2.3.4', 'External-IP': '<none>' });
    expect(cells('nodes', '', {})).toMatchObject({ Status: 'Unknown', Roles: '<none>' });
  });

  it('show the state of a pod and of its containers', () => {
    const spec = { containers: [{ name: 'a' }, { name: 'b' }] };
    const waiting = { phase: 'Pending', containerStatuses: [{ ready: true, restartCount: 2 }, { state: { waiting: { reason: 'ErrImagePull' } } }] };
    expect(cells('pods', '', { spec, status: waiting })).toMatchObject({ Ready: '1/2', Status: 'ErrImagePull', Restarts: '2' });
    expect(cells('pods', '', { metadata: { deletionTimestamp: 'x' }, spec, status: {} })).toMatchObject({ Status: 'Terminating' });
  });

  it('show an event with what it is about', () => {
    const event = { involvedObject: { kind: 'VirtualMachine', name: 'x' }, lastTimestamp: '2026-01-01T00:59:20Z', type: 'Normal', reason: 'Started', message: ' up ', source: { component: 'c', host: 'h' } };
    expect(cells('events', '', event)).toMatchObject({ 'Last Seen': '40s', Object: 'virtualmachine/x', Source: 'c, h', Message: 'up', Count: 1, Name: 'x' });
  });

  it('show workloads and jobs', () => {
    expect(cells('deployments', 'apps', { spec: { replicas: 3, template: { spec: { containers: [{ name: 'a', image: 'i' }] } } }, status: { readyReplicas: 1 } })).toMatchObject({ Ready: '1/3', 'Up-to-date': 0, Containers: 'a', Images: 'i' });
    const job = { spec: { completions: 2 }, status: { succeeded: 1, startTime: '2026-01-01T00:59:00Z' } };
    expect(cells('jobs', 'batch', job)).toMatchObject({ Status: 'Running', Completions: '1/2', Duration: '60s' });
    expect(cells('rolebindings', 'rbac.authorization.k8s.io', { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'User', name: 'u' }, { kind: 'ServiceAccount', name: 's', namespace: 'n' }] })).toMatchObject({
      Role: 'Role/r',
      Users: 'u',
      ServiceAccounts: 'n/s',
    });
  });

  it('never fail, whatever an object holds', () => {
    for (const definition of kinds) {
      for (const column of definition.versions[0]?.columns ?? []) {
        for (const odd of [null, 5, 'x', [], [null], { conditions: 'x', containers: [5], ports: {} }]) {
          const object: UnknownObject = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec: odd, status: odd, data: odd, subjects: odd, roleRef: odd, involvedObject: odd };
          if (typeof column.path === 'function') expect(() => (typeof column.path === 'function' ? column.path(object, NOW) : '')).not.toThrow();
        }
      }
    }
  });
});
