import type { UnknownObject } from '../../../contracts/objects';
import { isReadyPod } from '../../kinds/core/pods/budget';
import { at, entries, items } from '../../kinds/read';

/** A pod whose eviction was granted counts as gone for this long, even while it is still there. */
const DELETION_TIMEOUT = 2 * 60_000;

interface Counts {
  currentHealthy: number;
  desiredHealthy: number;
  expectedPods: number;
}

/** A number, or a percentage of the pods, rounded up as the disruption controller does. */
function amount(value: unknown, of: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(typeof value === 'string' ? value : '')?.[1];
  return percent === undefined ? undefined : Math.ceil((Number(percent) * of) / 100);
}

function desiredHealthy(spec: unknown, expected: number): number {
  const unavailable = amount(at(spec, 'maxUnavailable'), expected);
  if (unavailable !== undefined) return Math.max(0, expected - unavailable);
  return amount(at(spec, 'minAvailable'), expected) ?? 0;
}

/** Pods granted for eviction that are still there and not yet on their way out. */
function disrupted(budget: UnknownObject, pods: readonly UnknownObject[], now: number): Record<string, string> {
  const present = new Set(pods.filter((pod) => !pod.metadata.deletionTimestamp).map((pod) => pod.metadata.name));
  const kept = entries(budget, 'status', 'disruptedPods').filter(([name, since]) => present.has(name) && now - Date.parse(String(since)) < DELETION_TIMEOUT);
  return Object.fromEntries(kept.map(([name, since]) => [name, String(since)]));
}

function condition(budget: UnknownObject, allowed: number, now: string): object {
  const status = allowed > 0 ? 'True' : 'False';
  const old = items(budget, 'status', 'conditions').find((each) => each.type === 'DisruptionAllowed');
  const lastTransitionTime = old?.status === status ? old.lastTransitionTime : now;
  const reason = allowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  return { type: 'DisruptionAllowed', status, reason, message: '', lastTransitionTime, observedGeneration: budget.metadata.generation ?? 1 };
}

/** What the disruption controller writes about a budget and the pods it selects. */
export function disruptionStatus(budget: UnknownObject, pods: readonly UnknownObject[], now: Date): Record<string, unknown> {
  const gone = disrupted(budget, pods, now.getTime());
  const alive = pods.filter((pod) => at(pod, 'status', 'phase') !== 'Succeeded' && at(pod, 'status', 'phase') !== 'Failed');
  const healthy = alive.filter((pod) => isReadyPod(pod) && !pod.metadata.deletionTimestamp && gone[pod.metadata.name] === undefined);
  const counts: Counts = { currentHealthy: healthy.length, desiredHealthy: desiredHealthy(budget.spec, alive.length), expectedPods: alive.length };
  const allowed = counts.expectedPods > 0 ? Math.max(0, counts.currentHealthy - counts.desiredHealthy) : 0;
  const time = `${now.toISOString().slice(0, 19)}Z`;
  return {
    conditions: [condition(budget, allowed, time)],
    ...counts,
    ...(Object.keys(gone).length > 0 ? { disruptedPods: gone } : {}),
    disruptionsAllowed: allowed,
    observedGeneration: budget.metadata.generation ?? 1,
  };
}
