import { isDeepStrictEqual } from 'node:util';
import { type KindRef, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { at, entries, text } from '../../kinds/read';
import { selects } from '../../kinds/label-selection';
import type { ObjectReader } from '../../store/client';
import type { Controller } from '../context';
import { controlledBy, controllerOf, fromKey, keyOf, randomSuffix } from '../keys';
import { createIndex } from '../object-index';
import { createWorkQueue } from '../work-queue';
import { backendsOf, sliceOf, subsetsOf } from './endpoint-objects';
import type { LoopContext } from './loop-context';

const core = (kind: string, plural: string): KindRef => ({ group: '', version: 'v1', kind, plural, namespaced: true });
export const ServiceKind = core('Service', 'services');
export const EndpointsKind = core('Endpoints', 'endpoints');
export const EndpointSliceKind: KindRef = { group: 'discovery.k8s.io', version: 'v1', kind: 'EndpointSlice', plural: 'endpointslices', namespaced: true };
const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' };

/** A launcher is reached at the address of its guest. */
function addressOf(read: ObjectReader, pod: UnknownObject): string {
  const own = text(pod, 'status', 'podIP');
  const owner = controllerOf(pod);
  if (own || owner?.kind !== 'VirtualMachineInstance') return own;
  const vmi = read.get(VirtualMachineInstanceKind, owner.name, pod.metadata.namespace);
  return vmi?.metadata.uid === owner.uid && vmi.status?.activePods?.[pod.metadata.uid ?? ''] !== undefined ? (vmi.status.interfaces?.[0]?.ipAddress ?? '') : '';
}

const selectorOf = (service: UnknownObject) => Object.fromEntries(entries(service, 'spec', 'selector'));

function hasSelector(service: UnknownObject): boolean {
  return text(service, 'spec', 'type') !== 'ExternalName' && Object.keys(selectorOf(service)).length > 0;
}

async function writeEndpoints({ client }: LoopContext, service: UnknownObject, subsets: unknown[]): Promise<void> {
  const { name, namespace = '', labels } = service.metadata;
  const known = client.get(EndpointsKind, name, namespace);
  if (!known) {
    await client.create(EndpointsKind, { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, ...(labels ? { labels } : {}) }, ...(subsets.length > 0 ? { subsets } : {}) });
    return;
  }
  if (isDeepStrictEqual(at(known, 'subsets') ?? [], subsets)) return;
  await client.mutate(EndpointsKind, name, namespace, (draft) => {
    if (subsets.length > 0) draft.subsets = subsets;
    else delete draft.subsets;
  });
}

async function writeSlice({ client }: LoopContext, service: UnknownObject, content: ReturnType<typeof sliceOf>): Promise<void> {
  const { name, namespace = '' } = service.metadata;
  const [known] = client.list(EndpointSliceKind, { namespace, labels: { [SERVICE_NAME]: name, ...MANAGED_BY } });
  if (!known) {
    const metadata = {
      name: `${name}-${randomSuffix()}`,
      generateName: `${name}-`,
      namespace,
      labels: { ...service.metadata.labels, [SERVICE_NAME]: name, ...MANAGED_BY },
      ownerReferences: [controlledBy(service)],
    };
    await client.create(EndpointSliceKind, { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4', ...content });
    return;
  }
  if (isDeepStrictEqual({ endpoints: known.endpoints ?? null, ports: known.ports ?? null }, content)) return;
  await client.mutate(EndpointSliceKind, known.metadata.name, namespace, (draft) => void Object.assign(draft, content));
}

/** Lists the running pods behind every service that selects any; guests are reached at their own addresses. */
export function startEndpoints(context: LoopContext): Controller {
  const { client } = context;
  const pods = createIndex(client, PodKind, (pod) => [controllerOf(pod)?.uid ?? '']);
  const queue = createWorkQueue({
    name: 'endpoints',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const service = client.get(ServiceKind, name, namespace);
      if (!service) return client.delete(EndpointsKind, name, namespace);
      if (!hasSelector(service) || service.metadata.deletionTimestamp) return;
      const selected = client.list(PodKind, { namespace }).filter((pod) => selects({ matchLabels: selectorOf(service) }, pod.metadata.labels));
      const backends = backendsOf(selected, (pod) => addressOf(client, pod));
      await writeEndpoints(context, service, subsetsOf(service, backends));
      await writeSlice(context, service, sliceOf(service, backends));
    },
  });
  const behind = ({ metadata }: UnknownObject) => {
    for (const service of client.list(ServiceKind, { namespace: metadata.namespace ?? '' })) {
      if (hasSelector(service) && selects({ matchLabels: selectorOf(service) }, metadata.labels)) queue.add(keyOf(service));
    }
  };
  const ends = [
    client.watch(ServiceKind, ({ object }) => queue.add(keyOf(object))),
    client.watch(PodKind, ({ object, previous }) => {
      behind(object);
      if (previous && !isDeepStrictEqual(previous.metadata.labels, object.metadata.labels)) behind(previous);
    }),
    client.watch(VirtualMachineInstanceKind, ({ type, object, previous }) => {
      const moved = previous?.status?.interfaces?.[0]?.ipAddress !== object.status?.interfaces?.[0]?.ipAddress;
      if (type === 'DELETED' || !moved) return;
      for (const key of pods.get(object.metadata.uid ?? '')) {
        const pod = client.get(PodKind, fromKey(key).name, fromKey(key).namespace);
        if (pod) behind(pod);
      }
    }),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      pods.stop();
      await queue.stop();
    },
  };
}
