import type { KindRef } from '../../contracts/kinds';
import type { ObjectMeta, OwnerReference, UnknownObject } from '../../contracts/objects';
import type { KindDefinition } from '../kinds/definition';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import type { Change } from '../store/journal';
import type { Store } from '../store/store';
import type { Controller } from './context';
import { OwnerGraph, isLeaving, kindOf, ownersOf } from './gc-graph';
import type { Found, Place } from './gc-graph';
import { createWorkQueue } from './work-queue';
import type { WorkQueue } from './work-queue';

export interface GarbageCollectorOptions {
  /** Owners and dependents may be of any kind, so the collector follows the store itself. */
  store: Store;
  client: ObjectClient;
  definitions(): readonly KindDefinition[];
  clock: Clock;
  logger: Logger;
}

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/**
 * Collects dependents whose owners are gone, and carries out Foreground and Orphan deletions (their finalizers are the
 * requests). Objects without owners cost nothing.
 */
export function startGarbageCollector({ store, client, definitions, clock, logger }: GarbageCollectorOptions): Controller {
  const collector = new Collector(new OwnerGraph(store, definitions), client);
  const queue = createWorkQueue({ name: 'gc', clock, logger, reconcile: (place) => collector.collect(place, queue) });
  const stop = store.subscribe({ resource: '*' }, (changes) => changes.forEach((change) => collector.see(change, queue)));
  for (const resource of store.resources()) {
    for (const record of store.collection(resource).records()) collector.see({ type: 'ADDED', resource, revision: record.revision, record }, queue);
  }
  return {
    stop: () => {
      stop();
      return queue.stop();
    },
  };
}

class Collector {
  constructor(
    private readonly graph: OwnerGraph,
    private readonly client: ObjectClient,
  ) {}

  /** Keeps the graph true and notes what is worth a look. */
  see({ type, resource, record, previous }: Change, queue: WorkQueue): void {
    const place = `${resource} ${record.key}`;
    if (previous) this.graph.remove(place, ownersOf(previous));
    if (type === 'DELETED') return this.#vanished(record.object.metadata, record.namespace, queue);
    const owners = ownersOf(record);
    this.graph.add(place, owners);
    if (owners.length > 0 || isLeaving(record)) queue.add(place);
  }

  async collect(place: Place, queue: WorkQueue): Promise<void> {
    const found = this.graph.at(place);
    if (!found) return;
    if (!isLeaving(found.record)) return this.#judge(found);
    const { finalizers = [] } = found.record.object.metadata;
    if (finalizers.includes(ORPHAN)) return this.#orphanDependents(found);
    if (finalizers.includes(FOREGROUND)) return this.#deleteDependents(found, queue);
  }

  /** Dependents of what is gone are looked at, and owners that wait for their dependents. */
  #vanished(metadata: ObjectMeta, namespace: string, queue: WorkQueue): void {
    for (const { place } of this.graph.dependentsOf(metadata)) queue.add(place);
    for (const reference of metadata.ownerReferences ?? []) {
      const owner = this.graph.owner(reference, namespace);
      if (owner && owner !== 'unknown' && isLeaving(owner.record)) queue.add(owner.place);
    }
  }

  /** Decides about an object by the state of its owners: it lives as long as one of them does. */
  async #judge(found: Found): Promise<void> {
    const { record } = found;
    const states = ownersOf(record).map((reference) => ({ reference, owner: this.graph.owner(reference, record.namespace) }));
    const leaving = states.filter(({ owner, reference }) => waitsForDependents(owner, reference));
    const lost = [...states.filter(({ owner }) => owner === undefined), ...leaving];
    if (lost.length === 0) return;
    const kind = kindOf(found);
    const { metadata } = record.object;
    if (lost.length < states.length) return this.#removeReferences(kind, record.object, new Set(lost.map(({ reference }) => reference.uid)));
    const { uid, resourceVersion } = metadata;
    const preconditions = { ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}) };
    const propagationPolicy = leaving.length > 0 ? 'Foreground' : policyOf(metadata);
    await this.client.delete(kind, metadata.name, metadata.namespace, { propagationPolicy, preconditions });
  }

  async #orphanDependents(found: Found): Promise<void> {
    const { record } = found;
    const { metadata } = record.object;
    for (const dependent of this.graph.dependentsOf(metadata)) {
      await this.#removeReferences(kindOf(dependent), dependent.record.object, new Set([metadata.uid ?? '']));
    }
    await this.#removeFinalizer(kindOf(found), record.object, ORPHAN);
  }

  /** Dependents first; those that block hold the owner until they are gone. */
  async #deleteDependents(found: Found, queue: WorkQueue): Promise<void> {
    const { record } = found;
    const { metadata } = record.object;
    const dependents = this.graph.dependentsOf(metadata);
    for (const { place } of dependents) queue.add(place);
    const blocks = ({ uid, blockOwnerDeletion }: OwnerReference) => uid === metadata.uid && blockOwnerDeletion === true;
    const blocked = dependents.some((dependent) => ownersOf(dependent.record).some(blocks));
    if (!blocked) await this.#removeFinalizer(kindOf(found), record.object, FOREGROUND);
  }

  async #removeReferences(kind: KindRef, { metadata: { name, namespace } }: UnknownObject, uids: ReadonlySet<string>): Promise<void> {
    await this.client.mutate(kind, name, namespace, ({ metadata }) => {
      const left = (metadata.ownerReferences ?? []).filter(({ uid }) => !uids.has(uid));
      if (left.length > 0) metadata.ownerReferences = left;
      else delete metadata.ownerReferences;
    });
  }

  async #removeFinalizer(kind: KindRef, { metadata: { name, namespace } }: UnknownObject, finalizer: string): Promise<void> {
    await this.client.mutate(kind, name, namespace, ({ metadata }) => {
      const left = (metadata.finalizers ?? []).filter((each) => each !== finalizer);
      if (left.length > 0) metadata.finalizers = left;
      else delete metadata.finalizers;
    });
  }
}

/** Is this owner only waiting for its dependents? */
function waitsForDependents(owner: Found | 'unknown' | undefined, reference: OwnerReference): boolean {
  if (!owner || owner === 'unknown' || !reference.blockOwnerDeletion || !isLeaving(owner.record)) return false;
  return (owner.record.object.metadata.finalizers ?? []).includes(FOREGROUND);
}

/** A dependent that was itself marked for orphaning or foreground deletion keeps that wish. */
function policyOf({ finalizers = [] }: ObjectMeta): 'Background' | 'Foreground' | 'Orphan' {
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
}
