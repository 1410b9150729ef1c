import type { UnknownObject } from '../../../contracts/objects';
import { isReadyPod } from '../../kinds/core/pods/budget';
import { at, items, text } from '../../kinds/read';

/** A pod behind a service. */
export interface Backend {
  pod: UnknownObject;
  address: string;
  ready: boolean;
}

interface Port {
  name?: string;
  port: number;
  protocol: string;
}

/** Pods with an address that are on their way neither in nor out. */
export function backendsOf(pods: readonly UnknownObject[], addressOf: (pod: UnknownObject) => string): Backend[] {
  const running = pods.filter((pod) => text(pod, 'status', 'phase') === 'Running' && !pod.metadata.deletionTimestamp);
  return running
    .map((pod) => ({ pod, address: addressOf(pod), ready: isReadyPod(pod) }))
    .filter(({ address }) => address !== '')
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** A named target port is looked up in the containers of the pod. */
function portOf(port: unknown, pod: UnknownObject | undefined): number {
  const target = at(port, 'targetPort') ?? at(port, 'port');
  if (typeof target === 'number') return target;
  const named = items(pod, 'spec', 'containers').flatMap((container) => items(container, 'ports')).find((each) => each.name === target);
  const found = at(named, 'containerPort');
  return typeof found === 'number' ? found : 0;
}

function portsOf(service: UnknownObject, backends: readonly Backend[]): Port[] {
  const ports = items(service, 'spec', 'ports').map((port) => ({
    ...(text(port, 'name') ? { name: text(port, 'name') } : {}),
    port: portOf(port, backends[0]?.pod),
    protocol: text(port, 'protocol') || 'TCP',
  }));
  return ports.filter(({ port }) => port > 0);
}

const targetOf = ({ metadata }: UnknownObject) => ({ kind: 'Pod', name: metadata.name, namespace: metadata.namespace ?? '', uid: metadata.uid ?? '' });
const nodeOf = (pod: UnknownObject) => (text(pod, 'spec', 'nodeName') ? { nodeName: text(pod, 'spec', 'nodeName') } : {});

/** `subsets` of the Endpoints of a service. */
export function subsetsOf(service: UnknownObject, backends: readonly Backend[]): unknown[] {
  if (backends.length === 0) return [];
  const of = (ready: boolean) => backends.filter((each) => each.ready === ready).map(({ address, pod }) => ({ ip: address, ...nodeOf(pod), targetRef: targetOf(pod) }));
  const [addresses, notReadyAddresses] = [of(true), of(false)];
  return [{ ...(addresses.length > 0 ? { addresses } : {}), ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}), ports: portsOf(service, backends) }];
}

/** `endpoints` and `ports` of the EndpointSlice of a service. */
export function sliceOf(service: UnknownObject, backends: readonly Backend[]): { endpoints: unknown[] | null; ports: unknown[] | null } {
  const endpoints = backends.map(({ address, pod, ready }) => ({
    addresses: [address],
    conditions: { ready, serving: ready, terminating: false },
    ...nodeOf(pod),
    targetRef: targetOf(pod),
  }));
  const ports = portsOf(service, backends).map((port) => ({ name: '', ...port }));
  return { endpoints: endpoints.length > 0 ? endpoints : null, ports: ports.length > 0 ? ports : null };
}
