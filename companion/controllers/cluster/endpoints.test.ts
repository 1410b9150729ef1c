import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PodKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import { machine, NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { backendsOf, sliceOf, subsetsOf } from './endpoint-objects';
import { EndpointsKind, EndpointSliceKind } from './endpoints';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

describe('a service', () => {
  it('in front of a machine lists the address of its guest', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } };
    await cluster.call('POST', `/api/v1/namespaces/${NAMESPACE}/services`, service);
    await cluster.until(EndpointsKind, 'web', (endpoints) => endpoints !== undefined && endpoints.subsets === undefined);
    const vm = machine('web');
    vm.spec.template.metadata = { labels: { app: 'web' } };
    await cluster.client.create(VirtualMachineKind, vm);
    const endpoints = await cluster.until(EndpointsKind, 'web', (each) => JSON.stringify(each?.subsets ?? []).includes('"addresses"'));
    const ip = cluster.client.get(VirtualMachineInstanceKind, 'web', NAMESPACE)?.status?.interfaces?.[0]?.ipAddress;
    const [pod] = cluster.client.list(PodKind, { namespace: NAMESPACE, labels: { app: 'web' } });
    expect(endpoints?.subsets).toMatchObject([{ addresses: [{ ip, targetRef: { kind: 'Pod', name: pod?.metadata.name } }], ports: [{ port: 8080, protocol: 'TCP' }] }]);
    const labels = { 'kubernetes.io/service-name': 'web' };
    await cluster.until(EndpointSliceKind, '', () => JSON.stringify(cluster.client.list(EndpointSliceKind, { namespace: NAMESPACE, labels })).includes(ip ?? '?'));
    await cluster.call('DELETE', `/api/v1/namespaces/${NAMESPACE}/services/web`);
    await cluster.until(EndpointsKind, 'web', (each) => each === undefined);
  });
});

describe('the pods behind a service', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [{ name: 'http', port: 80, targetPort: 'web' }] } };
  const pod = (name: string, phase: string, ready: boolean) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'n', uid: name },
    spec: { nodeName: 'node-1', containers: [{ name: 'c', ports: [{ name: 'web', containerPort: 8000 }] }] },
    status: { phase, podIP: `10.0.0.${name}`, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
  const backends = backendsOf([pod('2', 'Running', true), pod('1', 'Running', false), pod('3', 'Pending', false)], (each) => String((each.status as { podIP: string }).podIP));

  it('are told apart by their readiness; named ports are looked up', () => {
    expect(subsetsOf(service, backends)).toEqual([
      {
        addresses: [{ ip: '10.0.0.2', nodeName: 'node-1', targetRef: { kind: 'Pod', name: '2', namespace: 'n', uid: '2' } }],
        notReadyAddresses: [{ ip: '10.0.0.1', nodeName: 'node-1', targetRef: { kind: 'Pod', name: '1', namespace: 'n', uid: '1' } }],
        ports: [{ name: 'http', port: 8000, protocol: 'TCP' }],
      },
    ]);
    expect(sliceOf(service, backends)).toMatchObject({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false } }, { conditions: { ready: true } }], ports: [{ name: 'http', port: 8000 }] });
    expect(sliceOf(service, [])).toEqual({ endpoints: null, ports: null });
  });
});
