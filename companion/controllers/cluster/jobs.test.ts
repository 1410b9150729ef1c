import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { items, text } from '../../kinds/read';
import { NAMESPACE, startCluster, type TestCluster } from '../test-support/start-cluster';
import { controllerOf } from '../keys';
import { countPods, endingOf, missingPods } from './job-status';
import { JobKind } from './jobs';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'checkup' }] } };
const job = (name: string, spec: object = {}, own: object = template) =>
  cluster.call('POST', `/apis/batch/v1/namespaces/${NAMESPACE}/jobs`, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { backoffLimit: 0, template: own, ...spec } });
const condition = (type: string) => (found: UnknownObject | undefined) => items(found, 'status', 'conditions').some((each) => each.type === type && each.status === 'True');
const podsOf = (name: string) => cluster.client.list(PodKind, { namespace: NAMESPACE }).filter((pod) => controllerOf(pod)?.name === name);

describe('a job', () => {
  it('fails, because its pod is rejected by the node, which says why', async () => {
    await job('checkup');
    const failed = await cluster.until(JobKind, 'checkup', condition('Failed'));
    expect(failed?.status).toMatchObject({ failed: 1, conditions: [{ type: 'FailureTarget' }, { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }] });
    const [pod] = podsOf('checkup');
    expect(pod?.status).toMatchObject({ phase: 'Failed', reason: 'UnexpectedAdmissionError' });
    expect(pod?.metadata.labels).toMatchObject({ 'batch.kubernetes.io/job-name': 'checkup' });
  });

  it('completes when enough of its pods succeed', async () => {
    const launcher = { ...template, metadata: { labels: { 'kubevirt.io': 'virt-launcher' } } };
    await job('good', { completions: 2, parallelism: 1 }, launcher);
    for (let round = 0; round < 2; round += 1) {
      await cluster.until(PodKind, '', () => podsOf('good').some((pod) => text(pod, 'status', 'phase') === 'Pending'));
      const next = podsOf('good').find((pod) => text(pod, 'status', 'phase') === 'Pending');
      await cluster.client.mutate(PodKind, next?.metadata.name ?? '', NAMESPACE, (draft) => void (draft.status = { phase: 'Succeeded' }), { subresource: 'status' });
    }
    const done = await cluster.until(JobKind, 'good', condition('Complete'));
    expect(done?.status).toMatchObject({ succeeded: 2, conditions: [{ type: 'SuccessCriteriaMet' }, { type: 'Complete', reason: 'CompletionsReached' }] });
    expect(podsOf('good')).toHaveLength(2);
  });

  it('without a controller waits for a node', async () => {
    await cluster.call('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone' }, spec: { containers: [{ name: 'c', image: 'x' }] } });
    const pod = await cluster.until(PodKind, 'alone', (each) => items(each, 'status', 'conditions').length > 0);
    expect(pod?.status).toMatchObject({ phase: 'Pending', conditions: [{ reason: 'Unschedulable', message: '0/2 nodes are available: the local cluster runs virtual machines only, it has no container runtime.' }] });
  });
});

describe('the pods of a job', () => {
  const object = (spec: object, status: object = {}): UnknownObject => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { backoffLimit: 6, parallelism: 2, completions: 5, ...spec }, status });
  const pod = (phase: string): UnknownObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: phase }, status: { phase, startTime: '2026-01-01T10:00:00Z' } });
  const at = (second: number) => Date.parse('2026-01-01T10:00:00Z') + second * 1000;

  it('are made up to the parallelism, later after each failure', () => {
    expect(missingPods(object({}), countPods([pod('Running')]), at(0))).toEqual({ create: 1, wait: 0 });
    expect(missingPods(object({ completions: 1 }), countPods([pod('Succeeded')]), at(0)).create).toBe(0);
    expect(missingPods(object({}), countPods([pod('Failed'), pod('Failed')]), at(5))).toEqual({ create: 2, wait: 15_000 });
  });

  it('may take only so long', () => {
    const started = object({ activeDeadlineSeconds: 60 }, { startTime: '2026-01-01T10:00:00Z' });
    expect(endingOf(started, countPods([]), at(59))).toBeUndefined();
    expect(endingOf(started, countPods([]), at(60))).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' });
  });
});
