import type { KubeObject } from '../../../contracts/objects';
import { timestamp } from '../../lib/clock';
import { withCondition, withoutCondition } from '../conditions';
import type { KindRef } from '../../../contracts/kinds';
import type { ControllerContext } from '../context';
import { mutateStatus } from '../status-writes';
import type { Pool, ReplicaSet } from './types';

export interface Counts {
  replicas: number;
  ready: number;
  failure?: string;
}

/** `a=b,c=d`, as the scale subresource wants it. */
function selectorText(labels: Record<string, string> | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** Counts, selector and the conditions ReplicaPaused and ReplicaFailure. */
export async function writeCounts<T extends KubeObject & Pick<Pool | ReplicaSet, 'status' | 'spec'>>(
  { client, clock }: ControllerContext,
  kind: KindRef<T>,
  set: T,
  counts: Counts,
): Promise<void> {
  const { name, namespace = '' } = set.metadata;
  const now = timestamp(clock);
  await mutateStatus(client, kind, { name, namespace }, (draft) => {
    let conditions = draft.status?.conditions ?? [];
    conditions = draft.spec.paused
      ? withCondition(conditions, { type: 'ReplicaPaused', status: 'True', reason: 'Paused', message: 'Controller got paused' }, now)
      : withoutCondition(conditions, 'ReplicaPaused');
    conditions = counts.failure
      ? withCondition(conditions, { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: counts.failure }, now)
      : withoutCondition(conditions, 'ReplicaFailure');
    draft.status = { ...draft.status, replicas: counts.replicas, readyReplicas: counts.ready, labelSelector: selectorText(draft.spec.selector.matchLabels), conditions };
  });
}
