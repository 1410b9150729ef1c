import type { KindRef } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import { ApiError, forbidden } from '../../../lib/api-error';
import type { ObjectClient, ObjectReader } from '../../../store/client';
import { isEmptySelector, selects } from '../../label-selection';
import { at, isFields, items, number } from '../../read';

export const DisruptionBudgetKind: KindRef = { group: 'policy', version: 'v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets', namespaced: true };

const VIOLATED = "Cannot evict pod as it would violate the pod's disruption budget.";

export function isReadyPod(pod: UnknownObject): boolean {
  return items(pod, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** Budgets that speak of this pod; an empty selector speaks of none. */
export function budgetsOf(read: ObjectReader, { metadata }: UnknownObject): UnknownObject[] {
  const budgets = read.list(DisruptionBudgetKind, { namespace: metadata.namespace ?? '' });
  return budgets.filter(({ spec }) => {
    const selector = at(spec, 'selector');
    return !isEmptySelector(selector) && selects(selector, metadata.labels);
  });
}

function tooManyRequests(why: string, retryAfterSeconds?: number): ApiError {
  const causes = [{ reason: 'DisruptionBudget', message: why }];
  return new ApiError(429, 'TooManyRequests', VIOLATED, { causes, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) });
}

function checkBudget({ metadata, status }: UnknownObject): void {
  const { name, generation = 0 } = metadata;
  if (number(status, 'observedGeneration') < generation) throw tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10);
  const allowed = number(status, 'disruptionsAllowed');
  if (allowed < 0) {
    throw forbidden(`poddisruptionbudget.policy "${name}" is forbidden: pdb disruptions allowed is negative`, { name, group: 'policy', kind: 'poddisruptionbudget' });
  }
  if (allowed > 0) return;
  const [needed, healthy] = [number(status, 'desiredHealthy'), number(status, 'currentHealthy')];
  throw tooManyRequests(`The disruption budget ${name} needs ${needed} healthy pods and has ${healthy} currently`);
}

/** A pod that is not ready does not count, while the budget is met without it or says so. */
function isUncounted(pod: UnknownObject, { spec, status }: UnknownObject): boolean {
  if (isReadyPod(pod)) return false;
  if (at(spec, 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true;
  const desired = number(status, 'desiredHealthy');
  return desired > 0 && number(status, 'currentHealthy') >= desired;
}

/** Takes one disruption from the pod's budget; throws the 429 of a budget that has none left. `now` in RFC 3339. */
export async function spendBudget(client: ObjectClient, pod: UnknownObject, { dryRun, now }: { dryRun: boolean; now: string }): Promise<void> {
  const budgets = budgetsOf(client, pod);
  const [budget] = budgets;
  if (!budget) return;
  if (budgets.length > 1) {
    throw new ApiError(500, '', 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  }
  if (isUncounted(pod, budget)) return;
  checkBudget(budget);
  if (dryRun) return;
  await client.mutate(
    DisruptionBudgetKind,
    budget.metadata.name,
    budget.metadata.namespace,
    (draft) => {
      checkBudget(draft);
      const status = isFields(draft.status) ? draft.status : {};
      const disruptedPods = { ...(isFields(status.disruptedPods) ? status.disruptedPods : {}), [pod.metadata.name]: now };
      draft.status = { ...status, disruptionsAllowed: number(status, 'disruptionsAllowed') - 1, disruptedPods };
    },
    { subresource: 'status' },
  );
}
