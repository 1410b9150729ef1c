import { isDeepStrictEqual } from 'node:util';
import { PodKind } from '../../../contracts/kinds';
import { budgetsOf, DisruptionBudgetKind } from '../../kinds/core/pods/budget';
import { isEmptySelector, selects } from '../../kinds/label-selection';
import { at } from '../../kinds/read';
import type { Controller } from '../context';
import { fromKey, keyOf } from '../keys';
import { createWorkQueue } from '../work-queue';
import { disruptionStatus } from './disruption-status';
import type { LoopContext } from './loop-context';

/** Counts the pods of every PodDisruptionBudget, so that evictions know how many may go. */
export function startDisruption(context: LoopContext): Controller {
  const { client, clock } = context;
  const queue = createWorkQueue({
    name: 'disruption budgets',
    ...context,
    async reconcile(key) {
      const { name, namespace } = fromKey(key);
      const budget = client.get(DisruptionBudgetKind, name, namespace);
      if (!budget) return;
      const selector = at(budget.spec, 'selector');
      const pods = isEmptySelector(selector) ? [] : client.list(PodKind, { namespace }).filter((pod) => selects(selector, pod.metadata.labels));
      const status = disruptionStatus(budget, pods, new Date(clock.now()));
      if (isDeepStrictEqual(status, budget.status)) return;
      await client.mutate(DisruptionBudgetKind, name, namespace, (draft) => void (draft.status = status), { subresource: 'status' });
    },
  });
  const ends = [
    client.watch(DisruptionBudgetKind, ({ type, object }) => {
      if (type !== 'DELETED') queue.add(keyOf(object));
    }),
    client.watch(PodKind, ({ object }) => {
      for (const budget of budgetsOf(client, object)) queue.add(keyOf(budget));
    }),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      await queue.stop();
    },
  };
}
