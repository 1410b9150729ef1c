import { isDeepStrictEqual } from 'node:util';
import { type KindRef, PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { at, isFields, number } from '../../kinds/read';
import { timestamp } from '../../lib/clock';
import type { Controller } from '../context';
import { controlledBy, controllerOf, fromKey, keyOf, randomSuffix } from '../keys';
import { createIndex, type ObjectIndex } from '../object-index';
import { type Again, createWorkQueue } from '../work-queue';
import { countPods, endingOf, isFinished, type JobPods, jobStatus, missingPods } from './job-status';
import type { LoopContext } from './loop-context';

export const JobKind: KindRef = { group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs', namespaced: true };
const COMPONENT = 'job-controller';

interface Context extends LoopContext {
  pods: ObjectIndex;
}

function podOf(job: UnknownObject): UnknownObject {
  const template = at(job.spec, 'template');
  const metadata = at(template, 'metadata');
  const spec = at(template, 'spec');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(isFields(metadata) ? structuredClone(metadata) : {}),
      name: `${job.metadata.name.slice(0, 57)}-${randomSuffix()}`,
      generateName: `${job.metadata.name}-`,
      namespace: job.metadata.namespace ?? '',
      ownerReferences: [controlledBy(job)],
    },
    spec: isFields(spec) ? structuredClone(spec) : {},
  };
}

async function createPods({ client, events }: LoopContext, job: UnknownObject, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    try {
      const pod = await client.create(PodKind, podOf(job));
      events.record(job, { reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`, component: COMPONENT });
    } catch (error) {
      events.record(job, { reason: 'FailedCreate', message: `Error creating: ${error instanceof Error ? error.message : String(error)}`, warning: true, component: COMPONENT });
      throw error;
    }
  }
}

async function end({ client }: LoopContext, { active }: JobPods): Promise<void> {
  for (const pod of active) await client.delete(PodKind, pod.metadata.name, pod.metadata.namespace);
}

/** A finished job goes some time after its end, when it says so. */
async function expire({ client, clock }: LoopContext, job: UnknownObject): Promise<Again | void> {
  const ttl = at(job.spec, 'ttlSecondsAfterFinished');
  if (typeof ttl !== 'number') return;
  const conditions = at(job.status, 'conditions');
  const last: unknown = Array.isArray(conditions) ? conditions.at(-1) : undefined;
  const left = Date.parse(String(at(last, 'lastTransitionTime'))) + ttl * 1000 - clock.now();
  if (left > 0) return { after: left };
  await client.delete(JobKind, job.metadata.name, job.metadata.namespace, { propagationPolicy: 'Foreground' });
}

/** Time until the deadline of a running job passes. */
function untilDeadline(job: UnknownObject, now: number): number | undefined {
  const deadline = number(job.spec, 'activeDeadlineSeconds');
  return deadline > 0 ? Math.max(0, Date.parse(String(at(job.status, 'startTime'))) + deadline * 1000 - now) : undefined;
}

async function syncJob(context: Context, key: string): Promise<Again | void> {
  const { client, clock, events, pods } = context;
  const { name, namespace } = fromKey(key);
  const job = client.get(JobKind, name, namespace);
  if (!job || job.metadata.deletionTimestamp) return;
  if (isFinished(job)) return expire(context, job);
  const own = countPods(pods.get(job.metadata.uid ?? '').flatMap((pod) => client.get(PodKind, fromKey(pod).name, fromKey(pod).namespace) ?? []));
  if (at(job.spec, 'suspend') === true) return end(context, own);
  const ending = endingOf(job, own, clock.now());
  const status = jobStatus(job, own, ending, timestamp(clock));
  if (!isDeepStrictEqual(status, job.status)) await client.mutate(JobKind, name, namespace, (draft) => void (draft.status = status), { subresource: 'status' });
  if (ending) {
    const complete = ending.type === 'Complete';
    events.record(job, { reason: complete ? 'Completed' : ending.reason, message: complete ? 'Job completed' : ending.message, warning: !complete, component: COMPONENT });
    return end(context, own);
  }
  const { create, wait } = missingPods(job, own, clock.now());
  if (create > 0 && wait === 0) await createPods(context, job, create);
  const deadline = untilDeadline(job, clock.now());
  const next = [wait, deadline].filter((each) => each !== undefined && each > 0).map(Number);
  return next.length > 0 ? { after: Math.min(...next) } : undefined;
}

/** Makes the pods of jobs and counts how they end. */
export function startJobs(base: LoopContext): Controller {
  const { client } = base;
  const pods = createIndex(client, PodKind, (pod) => [controllerOf(pod)?.uid ?? '']);
  const queue = createWorkQueue({ name: 'jobs', ...base, reconcile: (key) => syncJob({ ...base, pods }, key) });
  const ends = [
    client.watch(JobKind, ({ type, object }) => {
      if (type !== 'DELETED') queue.add(keyOf(object));
    }),
    client.watch(PodKind, ({ object }) => {
      const owner = controllerOf(object);
      if (owner?.kind === 'Job') queue.add(`${object.metadata.namespace}/${owner.name}`);
    }),
  ];
  return {
    async stop() {
      for (const stop of ends) stop();
      pods.stop();
      await queue.stop();
    },
  };
}
