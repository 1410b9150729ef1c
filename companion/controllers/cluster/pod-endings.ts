import { PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { ObjectReader } from '../../store/client';
import type { Controller } from '../context';
import { controllerOf, fromKey, keyOf } from '../keys';
import { isFinal } from '../vmi/phases';
import { createIndex } from '../object-index';
import { createWorkQueue } from '../work-queue';
import type { LoopContext } from './loop-context';

/** Does a guest still run in this pod? Then it is being shut down, and its own loop deletes the pod. */
function runsGuest(read: ObjectReader, pod: UnknownObject): boolean {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'VirtualMachineInstance') return false;
  const vmi = read.get(VirtualMachineInstanceKind, owner.name, pod.metadata.namespace);
  return vmi?.metadata.uid === owner.uid && !isFinal(vmi) && vmi.status?.activePods?.[pod.metadata.uid ?? ''] !== undefined && vmi.status.phase === 'Running';
}

const isEnding = ({ metadata }: UnknownObject) => metadata.deletionTimestamp !== undefined && !metadata.finalizers?.length;

/** Deleted pods in which nothing runs are gone at once, as when a kubelet has stopped their containers. */
export function startPodEndings(context: LoopContext): Controller {
  const { client } = context;
  const ending = createIndex(client, PodKind, (pod) => (isEnding(pod) ? [controllerOf(pod)?.uid ?? ''] : []));
  const queue = createWorkQueue({
    name: 'pod endings',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const pod = client.get(PodKind, name, namespace);
      if (!pod || !isEnding(pod) || runsGuest(client, pod)) return;
      await client.delete(PodKind, name, namespace, { gracePeriodSeconds: 0, ...(pod.metadata.uid ? { preconditions: { uid: pod.metadata.uid } } : {}) });
    },
  });
  const ends = [
    client.watch(PodKind, ({ type, object }) => {
      if (type !== 'DELETED' && isEnding(object)) queue.add(keyOf(object));
    }),
    // A guest that is over, or has moved, leaves a pod behind that may go now.
    client.watch(VirtualMachineInstanceKind, ({ object }) => ending.get(object.metadata.uid ?? '').forEach(queue.add)),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      ending.stop();
      await queue.stop();
    },
  };
}
