import { isDeepStrictEqual } from 'node:util';
import type { UnknownObject } from '../../../contracts/objects';
import { type Amounts, formatAmount } from '../../kinds/core/quota/amount';
import { limitsOf, ResourceQuotaKind, usedOf } from '../../kinds/core/quota/quota';
import { resourceOfLimit } from '../../kinds/core/quota/usage';
import type { ObjectReader } from '../../store/client';
import type { Controller } from '../context';
import { fromKey, keyOf } from '../keys';
import { createWorkQueue } from '../work-queue';
import type { LoopContext } from './loop-context';

const inWords = (amounts: Amounts) => Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, formatAmount(amount)]));

/** `status` of a quota: its limits and what is used of them. */
export function quotaStatus(read: ObjectReader, quota: UnknownObject): Record<string, unknown> {
  return { hard: inWords(limitsOf(quota)), used: inWords(usedOf(read, quota)) };
}

function kindOf(resource: string) {
  const dot = resource.indexOf('.');
  return { group: dot < 0 ? '' : resource.slice(dot + 1), plural: dot < 0 ? resource : resource.slice(0, dot), version: '', kind: '', namespaced: true };
}

/** Writes into every ResourceQuota what is used; a kind is watched from when the first quota counts it. */
export function startQuotaStatus(context: LoopContext): Controller {
  const { client } = context;
  const watched = new Map<string, () => void>();
  const queue = createWorkQueue({
    name: 'quotas',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const quota = client.get(ResourceQuotaKind, name, namespace);
      if (!quota) return;
      const status = quotaStatus(client, quota);
      if (isDeepStrictEqual(status, quota.status)) return;
      await client.mutate(ResourceQuotaKind, name, namespace, (draft) => void (draft.status = status), { subresource: 'status' });
    },
  });
  const look = (namespace: string) => {
    for (const quota of client.list(ResourceQuotaKind, { namespace })) queue.add(keyOf(quota));
  };
  const follow = (resource: string) => {
    if (watched.has(resource)) return;
    watched.set(resource, client.watch(kindOf(resource), ({ object }) => look(object.metadata.namespace ?? '')));
  };
  const end = client.watch(ResourceQuotaKind, ({ type, object }) => {
    if (type === 'DELETED') return;
    queue.add(keyOf(object));
    for (const limit of Object.keys(limitsOf(object))) follow(resourceOfLimit(limit));
  });
  return {
    async stop() {
      end();
      for (const stop of watched.values()) stop();
      await queue.stop();
    },
  };
}
