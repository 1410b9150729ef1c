import { PodKind } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import { bodyFormat, decodeObject } from '../../../api/http/decode';
import { badRequest, notFound } from '../../../lib/api-error';
import { type Clock, timestamp } from '../../../lib/clock';
import type { DeleteOptions, ObjectClient } from '../../../store/client';
import type { AggregatedRequest, AggregatedResponse, SubresourceDefinition } from '../../definition';
import { at, isFields, strings, text } from '../../read';
import { CREATED } from './answers';
import { spendBudget } from './budget';
import { admitEviction } from './guest-eviction';

interface EvictionSources {
  client: ObjectClient;
  clock: Clock;
}

function evictionOf({ body, headers, name = '', namespace }: AggregatedRequest): Record<string, unknown> {
  const eviction = decodeObject(body, bodyFormat(headers['content-type']), 'Eviction');
  const [apiVersion, kind] = [text(eviction, 'apiVersion'), text(eviction, 'kind')];
  if (kind && kind !== 'Eviction') throw badRequest(`${kind} in version ${JSON.stringify(apiVersion)} cannot be handled as a Eviction: converting (${kind}) to (policy.Eviction): unknown conversion`);
  const place = text(eviction, 'metadata', 'namespace');
  if (place && place !== namespace) throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  if (text(eviction, 'metadata', 'name') !== name) throw badRequest('name in URL does not match name in Eviction object');
  return eviction;
}

function deletionOf(eviction: unknown): DeleteOptions {
  const given = at(eviction, 'deleteOptions');
  const preconditions = at(given, 'preconditions');
  const [uid, resourceVersion] = [text(preconditions, 'uid'), text(preconditions, 'resourceVersion')];
  const grace = at(given, 'gracePeriodSeconds');
  return {
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
    ...(isFields(preconditions) ? { preconditions: { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) } } : {}),
  };
}

/** Pods that no longer run, or not yet, are deleted whatever the budgets say. */
function isBeyondBudgets({ metadata, status }: UnknownObject): boolean {
  return metadata.deletionTimestamp !== undefined || ['Succeeded', 'Failed', 'Pending'].includes(text(status, 'phase'));
}

async function evict({ client, clock }: EvictionSources, request: AggregatedRequest): Promise<AggregatedResponse> {
  const { name = '', namespace = '' } = request;
  const eviction = evictionOf(request);
  const dryRun = request.dryRun || strings(eviction, 'deleteOptions', 'dryRun').includes('All');
  const pod = client.get(PodKind, name, namespace);
  // Webhooks are asked before the server looks for the pod itself; KubeVirt's lets pods pass that do not exist.
  if (pod) await admitEviction(client, pod, dryRun);
  if (!pod) throw notFound(PodKind, name);
  if (!isBeyondBudgets(pod)) await spendBudget(client, pod, { dryRun, now: timestamp(clock) });
  if (!dryRun) await client.delete(PodKind, name, namespace, deletionOf(eviction));
  return CREATED;
}

/** `pods/eviction`: a deletion that disruption budgets, and KubeVirt for its guests, may refuse with 429. */
export function evictionSubresource(sources: EvictionSources): SubresourceDefinition {
  return { verbs: ['create'], group: 'policy', version: 'v1', kind: 'Eviction', handle: (request) => evict(sources, request) };
}
