import type { UnknownObject } from '../../../contracts/objects';
import { at, items, number, text } from '../../kinds/read';

const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 10 * 60_000;

/** How the pods of a job stand. */
export interface JobPods {
  active: UnknownObject[];
  succeeded: number;
  failed: number;
  /** When the last pod failed, in milliseconds; 0 for none. */
  lastFailure: number;
}

const phaseOf = (pod: UnknownObject) => text(pod, 'status', 'phase');

export function countPods(pods: readonly UnknownObject[]): JobPods {
  const failures = pods.filter((pod) => phaseOf(pod) === 'Failed');
  const times = failures.map((pod) => Date.parse(text(pod, 'status', 'startTime') || (pod.metadata.creationTimestamp ?? '')) || 0);
  return {
    active: pods.filter((pod) => !['Failed', 'Succeeded'].includes(phaseOf(pod)) && !pod.metadata.deletionTimestamp),
    succeeded: pods.filter((pod) => phaseOf(pod) === 'Succeeded').length,
    failed: failures.length,
    lastFailure: Math.max(0, ...times),
  };
}

export interface Ending {
  type: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

/** How the job ends now, if it does. */
export function endingOf(job: UnknownObject, { succeeded, failed }: JobPods, now: number): Ending | undefined {
  const deadline = at(job, 'spec', 'activeDeadlineSeconds');
  const started = Date.parse(text(job, 'status', 'startTime'));
  if (failed > number(job, 'spec', 'backoffLimit')) {
    return { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  if (typeof deadline === 'number' && now - started >= deadline * 1000) {
    return { type: 'Failed', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
  }
  const wanted = at(job, 'spec', 'completions');
  const done = typeof wanted === 'number' ? succeeded >= wanted : succeeded > 0;
  return done ? { type: 'Complete', reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' } : undefined;
}

/** How many pods are missing now; after failures a job waits, twice as long each time. */
export function missingPods(job: UnknownObject, { active, succeeded, failed, lastFailure }: JobPods, now: number): { create: number; wait: number } {
  const parallelism = number(job, 'spec', 'parallelism');
  const completions = at(job, 'spec', 'completions');
  const left = typeof completions === 'number' ? Math.min(parallelism, completions - succeeded) : parallelism;
  const create = Math.max(0, left - active.length);
  const pause = failed > 0 ? Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failed - 1)) : 0;
  return { create, wait: create > 0 ? Math.max(0, lastFailure + pause - now) : 0 };
}

export const isFinished = (job: UnknownObject) => items(job, 'status', 'conditions').some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');

function conditionsOf(job: UnknownObject, ending: Ending | undefined, now: string): unknown[] {
  const known = items(job, 'status', 'conditions');
  if (!ending) return known;
  const of = (type: string) => ({ type, status: 'True', lastProbeTime: now, lastTransitionTime: now, reason: ending.reason, message: ending.message });
  return [...known, of(ending.type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget'), of(ending.type)];
}

/** `status` of a job whose pods stand so. */
export function jobStatus(job: UnknownObject, pods: JobPods, ending: Ending | undefined, now: string): Record<string, unknown> {
  const conditions = conditionsOf(job, ending, now);
  const active = ending ? 0 : pods.active.length;
  const ready = pods.active.filter((pod) => items(pod, 'status', 'conditions').some(({ type, status }) => type === 'Ready' && status === 'True')).length;
  return {
    ...(conditions.length > 0 ? { conditions } : {}),
    startTime: text(job, 'status', 'startTime') || now,
    ...(ending?.type === 'Complete' ? { completionTime: now } : {}),
    ...(active > 0 ? { active } : {}),
    ...(pods.succeeded > 0 ? { succeeded: pods.succeeded } : {}),
    ...(pods.failed > 0 ? { failed: pods.failed } : {}),
    terminating: 0,
    uncountedTerminatedPods: {},
    ready: ending ? 0 : ready,
  };
}
