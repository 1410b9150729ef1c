import { NodeKind, PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { Controller, ControllerContext } from '../context';
import { fromKey, keyOf } from '../keys';
import { markUnschedulable } from '../vmi/launcher-pod';
import { createWorkQueue } from '../work-queue';

function isForeign({ metadata, spec, status }: UnknownObject): boolean {
  const placed = isRecord(spec) && typeof spec.nodeName === 'string' && spec.nodeName !== '';
  const judged = isRecord(status) && Array.isArray(status.conditions) && status.conditions.length > 0;
  const ours = metadata.labels?.['kubevirt.io'] === 'virt-launcher' || metadata.labels?.['cdi.kubevirt.io'] === 'importer';
  return !ours && !placed && !judged && !metadata.deletionTimestamp;
}

/** Pods that are no guests find no node: the local cluster runs no containers, and says so as a scheduler would. */
export function startForeignPods(context: ControllerContext): Controller {
  const { client, clock, events } = context;
  const queue = createWorkQueue({
    name: 'pods',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const pod = client.get(PodKind, name, namespace);
      if (!pod || !isForeign(pod)) return;
      const nodes = client.list(NodeKind).length;
      const message = `0/${nodes} nodes are available: ${nodes} node(s) run virtual machines only, the local cluster has no container runtime.`;
      await client.mutate(PodKind, name, namespace, (draft) => markUnschedulable(draft, message, timestamp(clock)), { subresource: 'status' });
      events.record(pod, { reason: 'FailedScheduling', message, warning: true, component: 'default-scheduler' });
    },
  });
  const end = client.watch(PodKind, ({ type, object }) => {
    if (type !== 'DELETED' && isForeign(object)) queue.add(keyOf(object));
  });
  return {
    async stop() {
      end();
      await queue.stop();
    },
  };
}
