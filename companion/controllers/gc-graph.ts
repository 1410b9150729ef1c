import type { KindRef } from '../../contracts/kinds';
import type { ObjectMeta, OwnerReference } from '../../contracts/objects';
import type { KindDefinition } from '../kinds/definition';
import { resourceId } from '../store/reader';
import { recordKey } from '../store/record';
import type { StoredRecord } from '../store/record';
import type { Store } from '../store/store';

/** Where an object lies: `resource key`. */
export type Place = string;

export interface Found {
  place: Place;
  record: StoredRecord;
}

/** Who is owned by whom, over all kinds. */
export class OwnerGraph {
  readonly #store: Store;
  readonly #definitions: () => readonly KindDefinition[];
  /** Places of dependents by the uid of an owner. */
  readonly #dependents = new Map<string, Set<Place>>();

  constructor(store: Store, definitions: () => readonly KindDefinition[]) {
    this.#store = store;
    this.#definitions = definitions;
  }

  at(place: Place): Found | undefined {
    const space = place.indexOf(' ');
    const resource = place.slice(0, space);
    const record = this.#store.collection(resource).get(place.slice(space + 1));
    return record && { place, record };
  }

  add(place: Place, owners: readonly OwnerReference[]): void {
    for (const { uid } of owners) {
      const known = this.#dependents.get(uid) ?? new Set();
      this.#dependents.set(uid, known.add(place));
    }
  }

  remove(place: Place, owners: readonly OwnerReference[]): void {
    for (const { uid } of owners) {
      const known = this.#dependents.get(uid);
      known?.delete(place);
      if (known?.size === 0) this.#dependents.delete(uid);
    }
  }

  dependentsOf({ uid = '' }: ObjectMeta): Found[] {
    return [...(this.#dependents.get(uid) ?? [])].map((place) => this.at(place)).filter((found) => found !== undefined);
  }

  /** The owner a reference means; `unknown` when its kind is not served, so that nothing is concluded from its absence. */
  owner({ apiVersion, kind, name, uid }: OwnerReference, namespace: string): Found | 'unknown' | undefined {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const definition = this.#definitions().find((each) => each.group === group && each.kind === kind);
    if (!definition || definition.virtual) return 'unknown';
    const found = this.at(`${resourceId(definition)} ${recordKey(definition.namespaced ? namespace : undefined, name)}`);
    return found?.record.metadata('uid') === uid ? found : undefined;
  }
}

/** Read without parsing: at most objects the collector looks once. */
export function ownersOf(record: StoredRecord): readonly OwnerReference[] {
  return record.mayBeOwned ? (record.metadata('ownerReferences') ?? []) : [];
}

export function isLeaving(record: StoredRecord): boolean {
  return record.mayBeLeaving && record.metadata('deletionTimestamp') !== undefined;
}

export function kindOf({ place, record }: Found): KindRef {
  const resource = place.slice(0, place.indexOf(' '));
  const dot = resource.indexOf('.');
  const { apiVersion, kind } = record.object;
  return {
    group: dot < 0 ? '' : resource.slice(dot + 1),
    plural: dot < 0 ? resource : resource.slice(0, dot),
    version: apiVersion.slice(apiVersion.indexOf('/') + 1),
    kind,
    namespaced: record.namespace !== '',
  };
}
