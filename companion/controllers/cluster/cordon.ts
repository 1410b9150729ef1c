import { NodeKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { items } from '../../kinds/read';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { Controller } from '../context';
import { createWorkQueue } from '../work-queue';
import type { LoopContext } from './loop-context';

const KEY = 'node.kubernetes.io/unschedulable';
const EFFECT = 'NoSchedule';

const isCordonTaint = (taint: Record<string, unknown>) => taint.key === KEY && taint.effect === EFFECT;

function isCordoned({ spec }: UnknownObject): boolean {
  return isRecord(spec) && spec.unschedulable === true;
}

/** Does the taint say what `spec.unschedulable` says? */
export function needsTaintChange(node: UnknownObject): boolean {
  return isCordoned(node) !== items(node, 'spec', 'taints').some(isCordonTaint);
}

/** The taint that goes with a cordon, added or taken away as the node lifecycle controller does. */
export function syncTaint(node: UnknownObject, now: string): void {
  const spec = isRecord(node.spec) ? node.spec : {};
  const others = items(spec, 'taints').filter((taint) => !isCordonTaint(taint));
  const taints = isCordoned(node) ? [...others, { key: KEY, effect: EFFECT, timeAdded: now }] : others;
  const { taints: _, ...rest } = spec;
  node.spec = { ...rest, ...(taints.length > 0 ? { taints } : {}) };
}

/** Nodes that are cordoned carry the taint of it. */
export function startCordon(context: LoopContext): Controller {
  const { client, clock } = context;
  const queue = createWorkQueue({
    name: 'cordon',
    ...context,
    async reconcile(name) {
      const node = client.get(NodeKind, name);
      if (node && needsTaintChange(node)) await client.mutate(NodeKind, name, undefined, (draft) => syncTaint(draft, timestamp(clock)));
    },
  });
  const end = client.watch(NodeKind, ({ type, object }) => {
    if (type !== 'DELETED' && needsTaintChange(object)) queue.add(object.metadata.name);
  });
  return {
    async stop() {
      end();
      await queue.stop();
    },
  };
}
