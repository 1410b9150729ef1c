import { createHash } from 'node:crypto';
import type { KindRef } from '../../../contracts/kinds';
import { CustomResourceDefinitionKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { KindDefinition, KindHooks } from '../../kinds/definition';
import type { Logger } from '../../lib/logger';
import type { ObjectClient } from '../../store/client';
import { specOfKind, toKindDefinition } from './definition-object';
import { sameJson } from '../patch/tree';
import type { Clock } from '../../lib/clock';
import { systemClock, timestamp } from '../../lib/clock';
import { CLEANUP } from './hooks';
import { definitionStatus, isEstablished, terminating, withCondition } from './status';

/** The side of the API server that takes kinds in and out of service. */
export interface DefinitionTarget {
  define(definition: KindDefinition): void;
  undefine(group: string, plural: string): void;
  definitions(): readonly KindDefinition[];
}

interface Parts {
  api: DefinitionTarget;
  /** Internal: writes the definitions of built-in kinds and takes finalizers away. */
  client: ObjectClient;
  logger: Logger;
  clock?: Clock;
}

/** On the definition of a built-in kind: a digest of what it was made from. A user's own definition of the kind has none. */
const GENERATED = 'virtdeck.io/built-in';

const nameOf = ({ plural, group }: { plural: string; group: string }) => `${plural}.${group}`;

function refOf({ group, kind, plural, namespaced, versions }: KindDefinition): KindRef {
  return { group, version: versions.find((version) => version.storage)?.name ?? 'v1', kind, plural, namespaced };
}

/** Deletes what a definition's kind has left; the definition goes with the last of it. */
async function cleanUp({ client, clock = systemClock }: Parts, crd: UnknownObject, definition: KindDefinition): Promise<void> {
  const ref = refOf(definition);
  const progress = terminating('InstanceDeletionInProgress', 'CustomResource deletion is in progress');
  await setStatus(client, crd, (status) => withCondition(status, progress, timestamp(clock)));
  for (const object of client.list(ref)) await client.delete(ref, object.metadata.name, object.metadata.namespace);
  if (client.list(ref).length > 0) return;
  await client.mutate(CustomResourceDefinitionKind, crd.metadata.name, undefined, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP);
  });
}

/** Writes the status, unless it is that already. */
async function setStatus(client: ObjectClient, { metadata }: UnknownObject, change: (status: unknown) => object): Promise<void> {
  await client.mutate(CustomResourceDefinitionKind, metadata.name, undefined, (draft) => void (draft.status = change(draft.status)), { subresource: 'status' });
}

/** A built-in kind whose definition somebody has changed is served as that says. */
function isUntouched(crd: UnknownObject, own: KindDefinition): boolean {
  return crd.metadata.generation === 1 || sameJson(crd.spec, specOfKind(own));
}

/** Calls that come while `task` runs make it run once more after that, however many they are. */
function oneAtATime(task: () => Promise<unknown>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await task();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}

/** Takes the CustomResourceDefinitions in the store into service, now and whenever they change. Answers how to stop. */
export function serveDefinitions(parts: Parts): () => void {
  const { api, client, logger, clock = systemClock } = parts;
  const builtIn = new Map(api.definitions().filter(({ origin }) => origin === 'crd').map((kind) => [nameOf(kind), kind]));
  const leaving = new Map<string, () => void>();
  const hooksOf = (name: string): { hooks?: KindHooks } => {
    const hooks = builtIn.get(name)?.hooks;
    return hooks ? { hooks } : {};
  };

  const define = (crd: UnknownObject) => {
    const { name, annotations } = crd.metadata;
    const own = builtIn.get(name);
    const status = definitionStatus(crd, client.list(CustomResourceDefinitionKind), timestamp(clock));
    if (own && annotations?.[GENERATED] !== undefined && isUntouched(crd, own)) api.define(own);
    else if (isEstablished(status)) api.define({ ...toKindDefinition(crd), ...hooksOf(name) });
    if (sameJson(status, crd.status)) return;
    const warn = (error: unknown) => logger.warn('the status of a definition could not be written', { name, error: String(error) });
    setStatus(client, crd, () => status).catch(warn);
  };

  const leave = (crd: UnknownObject) => {
    const { name } = crd.metadata;
    if (leaving.has(name)) return;
    const definition = toKindDefinition(crd);
    const warn = (error: unknown) => logger.warn('a definition could not be cleaned up', { name, error: String(error) });
    const tryAgain = oneAtATime(() => cleanUp(parts, crd, definition).catch(warn));
    leaving.set(name, client.watch(refOf(definition), ({ type }) => void (type === 'DELETED' && tryAgain())));
    tryAgain();
  };

  const stop = client.watch(CustomResourceDefinitionKind, ({ type, object }) => {
    if (type === 'DELETED') {
      leaving.get(object.metadata.name)?.();
      leaving.delete(object.metadata.name);
      const { group, plural } = toKindDefinition(object);
      api.undefine(group, plural);
    } else if (object.metadata.deletionTimestamp) leave(object);
    else define(object);
  });
  return () => {
    stop();
    for (const end of leaving.values()) end();
  };
}

function digestOf(kind: KindDefinition, schemas: string): string {
  const facts = JSON.stringify(kind, (name, value: unknown) => (name === 'schema' || name === 'hooks' ? undefined : value));
  return createHash('sha256').update(facts).update(schemas).digest('hex').slice(0, 16);
}

function objectFor(kind: KindDefinition, digest: string): UnknownObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: nameOf(kind), annotations: { [GENERATED]: digest, 'api-approved.kubernetes.io': 'https://github.com/kubernetes/community' } },
    spec: specOfKind(kind),
  };
}

/**
 * Gives every built-in kind that is a custom resource on real clusters its definition. One that an earlier version made
 * is brought up to date; `schemas` is the digest of the schemas now.
 */
export async function publishBuiltIns({ api, client, schemas }: Pick<Parts, 'api' | 'client'> & { schemas: string }): Promise<void> {
  const kinds = api.definitions().filter((kind) => kind.origin === 'crd');
  await Promise.all(
    kinds.map(async (kind) => {
      const found = client.get(CustomResourceDefinitionKind, nameOf(kind));
      const digest = digestOf(kind, schemas);
      if (!found) await client.create(CustomResourceDefinitionKind, objectFor(kind, digest));
      const made = found?.metadata.annotations?.[GENERATED];
      if (made === undefined || made === digest) return;
      await client.mutate(CustomResourceDefinitionKind, nameOf(kind), undefined, (draft) => {
        const { metadata, spec } = objectFor(kind, digest);
        draft.metadata.annotations = { ...draft.metadata.annotations, ...metadata.annotations };
        draft.spec = spec;
      });
    }),
  );
}
