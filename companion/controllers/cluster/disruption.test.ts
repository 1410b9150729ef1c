import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnknownObject } from '../../../contracts/objects';
import { PodKind } from '../../../contracts/kinds';
import { DisruptionBudgetKind } from '../../kinds/core/pods/budget';
import { timestamp, systemClock } from '../../lib/clock';
import { NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { markRunning } from '../vmi/launcher-pod';
import { disruptionStatus } from './disruption-status';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

async function runningPod(name: string): Promise<void> {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE, labels: { app: 'web', 'kubevirt.io': 'virt-launcher' } }, spec: { nodeName: 'node-1', containers: [{ name: 'c', image: 'x' }] } };
  await cluster.client.create(PodKind, pod);
  await cluster.client.mutate(PodKind, name, NAMESPACE, (draft) => markRunning(draft, timestamp(systemClock)), { subresource: 'status' });
}

const evict = (pod: string) => cluster.call('POST', `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } });
const allowed = (wanted: number) => (budget: UnknownObject | undefined) => (budget?.status as { disruptionsAllowed?: number } | undefined)?.disruptionsAllowed === wanted;

describe('a disruption budget', () => {
  it('lets as many pods be evicted as it can spare, then refuses in the words of the server', async () => {
    for (const name of ['web-1', 'web-2']) await runningPod(name);
    const spec = { minAvailable: 1, selector: { matchLabels: { app: 'web' } } };
    await cluster.call('POST', `/apis/policy/v1/namespaces/${NAMESPACE}/poddisruptionbudgets`, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec });
    const budget = await cluster.until(DisruptionBudgetKind, 'web', allowed(1));
    expect(budget?.status).toMatchObject({ currentHealthy: 2, desiredHealthy: 1, expectedPods: 2, observedGeneration: 1, conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }] });
    expect((await evict('web-1')).status).toBe(201);
    await cluster.until(DisruptionBudgetKind, 'web', allowed(0));
    const { status, body } = await evict('web-2');
    expect([status, body.reason, body.message]).toEqual([429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget."]);
    expect(body.details).toEqual({ causes: [{ reason: 'DisruptionBudget', message: 'The disruption budget web needs 1 healthy pods and has 1 currently' }] });
  });

  it('counts in percent, and pods that were granted as gone', () => {
    const now = new Date('2026-01-01T10:00:00Z');
    const pods = ['a', 'b', 'c'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }));
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'x' }, spec: { maxUnavailable: '50%' }, status: { disruptedPods: { a: '2026-01-01T09:59:00Z', b: '2026-01-01T09:50:00Z', z: '2026-01-01T09:59:00Z' } } };
    expect(disruptionStatus(budget, pods, now)).toMatchObject({ currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed: 1, disruptedPods: { a: '2026-01-01T09:59:00Z' } });
  });
});
