import type { KindRef } from '../../contracts/kinds';
import { ConfigMapKind, NamespaceKind } from '../../contracts/kinds';
import type { Condition, UnknownObject } from '../../contracts/objects';
import type { Namespace } from '../../contracts/virt';
import type { KindDefinition } from '../kinds/definition';
import { timestamp } from '../lib/clock';
import type { Clock } from '../lib/clock';
import { ApiError } from '../lib/api-error';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import type { Store } from '../store/store';
import type { Controller } from './context';
import { contentOf, terminationConditions } from './namespace-content';
import type { NamespaceContent } from './namespace-content';
import { createWorkQueue } from './work-queue';
import type { Again } from './work-queue';

export interface NamespaceControllerOptions {
  /** A namespace may hold objects of any kind, so the controller looks into the store itself. */
  store: Store;
  client: ObjectClient;
  definitions(): readonly KindDefinition[];
  /** PEM, published in every namespace for pods to trust the API server. */
  rootCertificate: string;
  clock: Clock;
  logger: Logger;
}

const ServiceAccountKind: KindRef = { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true };
const ROOT_CA = 'kube-root-ca.crt';
const ROOT_CA_NOTE = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';
const LOOK_AGAIN_MS = 1000;

/** Gives every namespace its default service account and the root certificate, and empties one that is being deleted. */
export function startNamespaceController(options: NamespaceControllerOptions): Controller {
  const { store, client, definitions, rootCertificate, clock, logger } = options;
  const queue = createWorkQueue({ name: 'namespaces', clock, logger, reconcile: (name) => reconcile(name) });

  const reconcile = async (name: string): Promise<Again | void> => {
    const namespace = client.get(NamespaceKind, name);
    if (!namespace) return;
    return namespace.metadata.deletionTimestamp ? empty(namespace) : furnish(name);
  };

  const furnish = async (namespace: string): Promise<void> => {
    await ensure(ServiceAccountKind, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
    await ensure(ConfigMapKind, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: ROOT_CA, namespace, annotations: { 'kubernetes.io/description': ROOT_CA_NOTE } },
      data: { 'ca.crt': rootCertificate },
    });
  };

  const ensure = async (kind: KindRef, object: UnknownObject): Promise<void> => {
    if (client.get(kind, object.metadata.name, object.metadata.namespace)) return;
    try {
      await client.create(kind, object);
    } catch (error) {
      // Somebody else made it, or the namespace began to go away in between.
      const expected = error instanceof ApiError && (error.reason === 'AlreadyExists' || error.code === 403 || error.code === 404);
      if (!expected) throw error;
    }
  };

  const empty = async ({ metadata: { name } }: Namespace): Promise<Again | void> => {
    await Promise.all(contentOf(store, definitions(), name).flatMap((content) => deleteAll(content)));
    const left = contentOf(store, definitions(), name);
    if (left.length > 0) {
      await report(name, left);
      return { after: LOOK_AGAIN_MS };
    }
    await client.mutate(NamespaceKind, name, undefined, (draft) => {
      draft.spec = { ...draft.spec, finalizers: (draft.spec?.finalizers ?? []).filter((each) => each !== 'kubernetes') };
    });
  };

  const deleteAll = ({ kind, records }: NamespaceContent): Promise<void>[] =>
    records
      .filter(({ object }) => !object.metadata.deletionTimestamp)
      .map(({ name, namespace }) => client.delete(kind, name, namespace, { propagationPolicy: 'Background' }));

  const report = async (name: string, left: readonly NamespaceContent[]): Promise<void> => {
    const now = timestamp(clock);
    await client.mutate(NamespaceKind, name, undefined, (draft) => {
      const status: { phase?: string; conditions?: Condition[] } = { phase: 'Terminating', ...draft.status };
      const before = new Map((status.conditions ?? []).map((each) => [each.type, each]));
      status.conditions = terminationConditions(left, now).map((next) => {
        const old = before.get(next.type);
        return old && old.status === next.status && old.message === next.message ? old : next;
      });
      draft.status = status;
    }, { subresource: 'status' });
  };

  const stops = [
    client.watch(NamespaceKind, ({ type, object }) => type !== 'DELETED' && queue.add(object.metadata.name)),
    ...[ServiceAccountKind, ConfigMapKind].map((kind) =>
      client.watch(kind, ({ type, object }) => {
        const kept = object.metadata.name === 'default' || object.metadata.name === ROOT_CA;
        if (type === 'DELETED' && kept && object.metadata.namespace) queue.add(object.metadata.namespace);
      }),
    ),
  ];
  return {
    stop: () => {
      for (const stop of stops) stop();
      return queue.stop();
    },
  };
}
