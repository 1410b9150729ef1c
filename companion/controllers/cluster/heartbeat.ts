import { NodeKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { Controller } from '../context';
import { every } from './every';
import type { LoopContext } from './loop-context';

/** How often a kubelet writes a status that has not changed. */
const INTERVAL = 5 * 60_000;

function beat(node: UnknownObject, now: string): void {
  const status = isRecord(node.status) ? node.status : {};
  const old = Array.isArray(status.conditions) ? status.conditions.filter(isRecord) : [];
  const ready = old.find((condition) => condition.type === 'Ready');
  const since = ready?.status === 'True' ? (ready.lastTransitionTime ?? now) : now;
  const words = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
  node.status = { ...status, conditions: [...old.filter((condition) => condition.type !== 'Ready'), { ...words, lastHeartbeatTime: now, lastTransitionTime: since }] };
}

/** The nodes of the local cluster are alive as long as the companion is. */
export function startHeartbeat(context: LoopContext): Controller {
  const { client, clock } = context;
  return every(context, 'heartbeat', INTERVAL, async () => {
    for (const node of client.list(NodeKind)) {
      await client.mutate(NodeKind, node.metadata.name, undefined, (draft) => beat(draft, timestamp(clock)), { subresource: 'status' });
    }
  });
}
