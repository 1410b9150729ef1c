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

  it('count restarts and sidecars of a pod, and say how far its init containers are', () => {
    const spec = { initContainers: [{ name: 'side', restartPolicy: 'Always' }, { name: 'setup' }], containers: [{ name: 'main' }] };
    const side = { name: 'side', ready: true, started: true, restartCount: 1, state: { running: {} } };
    const setup = (state: object) => ({ name: 'setup', ready: false, restartCount: 0, state });
    const main = { name: 'main', ready: true, restartCount: 2, state: { running: {} }, lastState: { terminated: { finishedAt: '2026-01-01T00:55:00Z' } } };
    const pod = (init: object, containers: object[] = []) => cells('pods', '', { spec, status: { phase: 'Pending', initContainerStatuses: [side, setup(init)], containerStatuses: containers } });
    expect(pod({ running: {} })).toMatchObject({ Ready: '1/2', Status: 'Init:1/2' });
    expect(pod({ terminated: { exitCode: 3 } })).toMatchObject({ Status: 'Init:ExitCode:3' });
    expect(pod({ waiting: { reason: 'CrashLoopBackOff' } })).toMatchObject({ Status: 'Init:CrashLoopBackOff' });
    expect(pod({ terminated: { exitCode: 0 } }, [main])).toMatchObject({ Ready: '2/2', Status: 'Pending', Restarts: '3 (5m ago)' });
    expect(cells('pods', '', { spec, status: { conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated' }] } })).toMatchObject({ Status: 'SchedulingGated' });
    expect(cells('pods', '', { spec: { readinessGates: [{ conditionType: 'kubevirt.io/virtual-machine-unpaused' }] }, status: {} })).toMatchObject({ 'Readiness Gates': '0/1' });
  });

  it('mark the default storage class', () => {
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    expect(cells('storageclasses', 'storage.k8s.io', { metadata: { annotations }, provisioner: 'p' })).toMatchObject({ Name: 'x (default)', Provisioner: 'p' });
    expect(cells('storageclasses', 'storage.k8s.io', {})).toMatchObject({ Name: 'x' });
  });

  it('show budgets, autoscalers and the services behind API groups', () => {
    expect(cells('poddisruptionbudgets', 'policy', { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 1 } })).toMatchObject({ 'Min Available': '50%', 'Max Unavailable': 'N/A', 'Allowed Disruptions': 1 });
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
    const currentMetrics = [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 30 } } }];
    const hpa = { spec: { scaleTargetRef: { kind: 'VirtualMachinePool', name: 'p' }, maxReplicas: 5, metrics }, status: { currentReplicas: 2, currentMetrics } };
    expect(cells('horizontalpodautoscalers', 'autoscaling', hpa)).toMatchObject({ Reference: 'VirtualMachinePool/p', Targets: 'cpu: 30%/80%', MinPods: '<unset>', MaxPods: 5, Replicas: 2 });
    const remote = { spec: { service: { namespace: 'kubevirt', name: 'virt-api' } }, status: { conditions: [{ type: 'Available', status: 'False', reason: 'ServiceNotFound' }] } };
    expect(cells('apiservices', 'apiregistration.k8s.io', remote)).toMatchObject({ Service: 'kubevirt/virt-api', Available: 'False (ServiceNotFound)' });
    expect(cells('apiservices', 'apiregistration.k8s.io', {})).toMatchObject({ Service: 'Local' });
  });

  it('show slices, classes of ingresses and requests for certificates', () => {
    const slice = { addressType: 'IPv4', ports: [{ port: 80 }, {}], endpoints: [{ addresses: ['1.1.1.1', '1.1.1.2'] }, { addresses: ['1.1.1.3', '1.1.1.4'] }] };
    expect(cells('endpointslices', 'discovery.k8s.io', slice)).toMatchObject({ AddressType: 'IPv4', Ports: '80,*', Endpoints: '1.1.1.1,1.1.1.2,1.1.1.3 + 1 more...' });
    expect(cells('ingressclasses', 'networking.k8s.io', { spec: { controller: 'c', parameters: { apiGroup: 'g', kind: 'K', name: 'n' } } })).toMatchObject({ Controller: 'c', Parameters: 'K.g/n' });
    const request = { spec: { signerName: 's', username: 'u', expirationSeconds: 3600 }, status: { certificate: 'x', conditions: [{ type: 'Approved' }] } };
    expect(cells('certificatesigningrequests', 'certificates.k8s.io', request)).toMatchObject({ SignerName: 's', Requestor: 'u', RequestedDuration: '60m', Condition: 'Approved,Issued' });
    expect(cells('resourceclaims', 'resource.k8s.io', { status: { allocation: {}, reservedFor: [{}] } })).toMatchObject({ State: 'allocated,reserved' });
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
