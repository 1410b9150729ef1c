import { type KindRef, NamespaceKind, NodeKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { timestamp } from '../../lib/clock';
import { isRecord } from '../../lib/guards';
import type { Controller } from '../context';
import { every } from './every';
import type { LoopContext } from './loop-context';

const LeaseKind: KindRef = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases', namespaced: true };
const LEASES = 'kube-node-lease';

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

/** A node's claim to be alive holds for three of its beats. */
async function renewLease({ client, clock }: LoopContext, node: UnknownObject): Promise<void> {
  const { name, uid = '' } = node.metadata;
  const renewTime = `${new Date(clock.now()).toISOString().slice(0, -1)}000Z`;
  const spec = { holderIdentity: name, leaseDurationSeconds: (3 * INTERVAL) / 1000, renewTime };
  const renewed = await client.mutate(LeaseKind, name, LEASES, (draft) => void (draft.spec = spec));
  if (renewed || !client.get(NamespaceKind, LEASES)) return;
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }];
  await client.create(LeaseKind, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: LEASES, ownerReferences }, spec });
}

/** The nodes of the local cluster are alive as long as the companion is. */
export function startHeartbeat(context: LoopContext): Controller {
  const { client, clock } = context;
  return every(context, 'heartbeat', INTERVAL, async () => {
    for (const node of client.list(NodeKind)) {
      await client.mutate(NodeKind, node.metadata.name, undefined, (draft) => beat(draft, timestamp(clock)), { subresource: 'status' });
      await renewLease(context, node);
    }
  });
}
