import { NodeKind, PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { items, text } from '../../kinds/read';
import { timestamp } from '../../lib/clock';
import type { Controller } from '../context';
import { controllerOf, fromKey, keyOf } from '../keys';
import { markUnschedulable } from '../vmi/launcher-pod';
import { createWorkQueue } from '../work-queue';
import type { LoopContext } from './loop-context';

const WHY = 'the local cluster runs virtual machines only, it has no container runtime';

/** Pods of guests and imports are run by the loops that made them. */
export function isForeign({ metadata }: UnknownObject): boolean {
  return metadata.labels?.['kubevirt.io'] !== 'virt-launcher' && metadata.labels?.['cdi.kubevirt.io'] !== 'importer';
}

function isNew(pod: UnknownObject): boolean {
  return text(pod, 'status', 'phase') === 'Pending' && items(pod, 'status', 'conditions').length === 0 && !pod.metadata.deletionTimestamp;
}

/** What a kubelet writes when it does not take a pod. */
function markRejected(pod: UnknownObject, now: string): void {
  pod.status = { phase: 'Failed', reason: 'UnexpectedAdmissionError', message: `Pod was rejected: ${WHY}`, startTime: now };
}

/** A job has to come to an end: its pods are placed, and rejected by the node. Other pods wait for a node that never comes. */
async function judge({ client, clock, events }: LoopContext, pod: UnknownObject): Promise<void> {
  const { name, namespace } = pod.metadata;
  const nodes = client.list(NodeKind);
  const placed = text(pod, 'spec', 'nodeName');
  const [first] = nodes;
  if (!placed && !(controllerOf(pod)?.kind === 'Job' && first)) {
    const message = `0/${nodes.length} nodes are available: ${WHY}.`;
    await client.mutate(PodKind, name, namespace, (draft) => markUnschedulable(draft, message, timestamp(clock)), { subresource: 'status' });
    return events.record(pod, { reason: 'FailedScheduling', message, warning: true, component: 'default-scheduler' });
  }
  const node = placed || (first?.metadata.name ?? '');
  if (!placed) {
    await client.mutate(PodKind, name, namespace, (draft) => void (draft.spec = { ...(draft.spec as object), nodeName: node }));
    events.record(pod, { reason: 'Scheduled', message: `Successfully assigned ${namespace}/${name} to ${node}`, component: 'default-scheduler' });
  }
  await client.mutate(PodKind, name, namespace, (draft) => markRejected(draft, timestamp(clock)), { subresource: 'status' });
  events.record(pod, { reason: 'UnexpectedAdmissionError', message: WHY, warning: true, component: 'kubelet', host: node });
}

/** Pods that are no guests do not run here, and it is said where a scheduler or a kubelet would say it. */
export function startForeignPods(context: LoopContext): Controller {
  const { client } = context;
  const queue = createWorkQueue({
    name: 'pods',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const pod = client.get(PodKind, name, namespace);
      if (pod && isForeign(pod) && isNew(pod)) await judge(context, pod);
    },
  });
  const end = client.watch(PodKind, ({ type, object }) => {
    if (type !== 'DELETED' && isForeign(object) && isNew(object)) queue.add(keyOf(object));
  });
  return {
    async stop() {
      end();
      await queue.stop();
    },
  };
}
