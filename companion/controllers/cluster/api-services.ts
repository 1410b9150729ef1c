import { isDeepStrictEqual } from 'node:util';
import { CustomResourceDefinitionKind, type KindRef } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { KindDefinition } from '../../kinds/definition';
import { items } from '../../kinds/read';
import { type Clock, timestamp } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import type { ObjectClient } from '../../store/client';
import type { Controller } from '../context';
import { createWorkQueue } from '../work-queue';

export const ApiServiceKind: KindRef = { group: 'apiregistration.k8s.io', version: 'v1', kind: 'APIService', plural: 'apiservices', namespaced: false };
const MANAGED = 'kube-aggregator.kubernetes.io/automanaged';
/** Changes come in swarms, when definitions are applied. */
const PAUSE = 200;

/** A group version that another server answers for: its service. */
export interface AggregatedGroup {
  group: string;
  version: string;
  service: { name: string; namespace: string };
}

export interface ApiServiceOptions {
  client: ObjectClient;
  definitions(): readonly KindDefinition[];
  aggregated: readonly AggregatedGroup[];
  clock: Clock;
  logger: Logger;
}

/** Of the groups compiled into the API server: which comes first in discovery (kube-aggregator's own table). */
const PRIORITY: Record<string, number> = {
  '': 18_000,
  apps: 17_800,
  'events.k8s.io': 17_750,
  'authentication.k8s.io': 17_700,
  'authorization.k8s.io': 17_600,
  autoscaling: 17_500,
  batch: 17_400,
  'networking.k8s.io': 17_200,
  'rbac.authorization.k8s.io': 17_000,
  policy: 16_900,
  'storage.k8s.io': 16_800,
  'apiextensions.k8s.io': 16_700,
  'admissionregistration.k8s.io': 16_700,
  'scheduling.k8s.io': 16_600,
  'coordination.k8s.io': 16_500,
  'node.k8s.io': 16_300,
  'discovery.k8s.io': 16_200,
};

const nameOf = (group: string, version: string) => `${version}.${group}`;

interface Wanted {
  name: string;
  label?: string;
  spec: Record<string, unknown>;
}

function localOf({ group, origin, versions }: KindDefinition): Wanted[] {
  const builtIn = origin === 'core';
  return versions
    .filter(({ served }) => served)
    .map(({ name: version }) => ({
      name: nameOf(group, version),
      label: builtIn ? 'onstart' : 'true',
      spec: {
        ...(group ? { group } : {}),
        groupPriorityMinimum: builtIn ? (PRIORITY[group] ?? 16_000) : 1000,
        version,
        versionPriority: builtIn ? (version === 'v1' || group === 'autoscaling' ? 15 : 1) : 100,
      },
    }));
}

function remoteOf({ group, version, service }: AggregatedGroup): Wanted {
  const spec = { group, groupPriorityMinimum: 1000, insecureSkipTLSVerify: true, service: { ...service, port: 443 }, version, versionPriority: 15 };
  return { name: nameOf(group, version), spec };
}

/** The API's own group registers itself nowhere. */
function wantedOf({ definitions, aggregated }: ApiServiceOptions): Map<string, Wanted> {
  const elsewhere = new Set(aggregated.map(({ group, version }) => nameOf(group, version)));
  const local = definitions().filter(({ origin, group }) => origin !== 'aggregated' && group !== ApiServiceKind.group);
  const all = [...local.flatMap(localOf).filter(({ name }) => !elsewhere.has(name)), ...aggregated.map(remoteOf)];
  return new Map(all.map((each) => [each.name, each]));
}

function statusOf(spec: unknown, old: UnknownObject | undefined, now: string): object {
  const remote = typeof spec === 'object' && spec !== null && 'service' in spec;
  const words = remote
    ? { status: 'True', reason: 'Passed', message: 'all checks passed' }
    : { status: 'True', reason: 'Local', message: 'Local APIServices are always available' };
  const known = items(old, 'status', 'conditions').find(({ type }) => type === 'Available');
  return { conditions: [{ lastTransitionTime: known?.lastTransitionTime ?? now, ...words, type: 'Available' }] };
}

async function apply({ client, clock }: ApiServiceOptions, { name, label, spec }: Wanted): Promise<void> {
  const old = client.get(ApiServiceKind, name);
  const status = statusOf(spec, old, timestamp(clock));
  if (!old) {
    await client.create(ApiServiceKind, { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name, ...(label ? { labels: { [MANAGED]: label } } : {}) }, spec });
  } else if (!isDeepStrictEqual(old.spec, spec)) {
    await client.mutate(ApiServiceKind, name, undefined, (draft) => void (draft.spec = spec));
  }
  if (isDeepStrictEqual(old?.status, status)) return;
  await client.mutate(ApiServiceKind, name, undefined, (draft) => void (draft.status = status), { subresource: 'status' });
}

/** Keeps an APIService for every group version that is served, and says of each that it is available. */
export function startApiServices(options: ApiServiceOptions): Controller {
  const { client } = options;
  const sync = async () => {
    const wanted = wantedOf(options);
    for (const each of wanted.values()) await apply(options, each);
    const stale = client.list(ApiServiceKind).filter(({ metadata }) => metadata.labels?.[MANAGED] && !wanted.has(metadata.name));
    for (const { metadata } of stale) await client.delete(ApiServiceKind, metadata.name);
  };
  const queue = createWorkQueue({ name: 'api services', ...options, workers: 1, reconcile: sync });
  const look = () => queue.addAfter('all', PAUSE);
  const ends = [
    client.watch(CustomResourceDefinitionKind, look),
    client.watch(ApiServiceKind, ({ type }) => {
      if (type === 'DELETED') look();
    }),
  ];
  queue.add('all');
  return {
    async stop() {
      for (const end of ends) end();
      await queue.stop();
    },
  };
}
