import type { Logger } from '../lib/logger';
import type { Change } from './journal';

export interface WatchScope {
  /** `plural.group`, or `*` for all. */
  resource: string;
  namespace?: string | undefined;
  /** Name of a single object. */
  name?: string | undefined;
}

type Listener = (changes: readonly Change[]) => void;

/**
 * Hands committed changes to who watches. Listeners are filed by what they can see (all, one namespace, one name),
 * so that a change touches only listeners it may concern.
 */
export class WatchHub {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Calls `listener` with every batch of changes within `scope` (at least these: a listener still has to filter by its selectors). */
  subscribe(scope: WatchScope, listener: Listener): () => void {
    const place = placeOf(scope);
    let listeners = this.#listeners.get(place);
    if (!listeners) this.#listeners.set(place, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(place) === listeners) this.#listeners.delete(place);
    };
  }

  publish(changes: readonly Change[]): void {
    const byPlace = new Map<string, Change[]>();
    for (const change of changes) {
      for (const place of placesOf(change)) {
        if (!this.#listeners.has(place)) continue;
        const known = byPlace.get(place);
        if (known) known.push(change);
        else byPlace.set(place, [change]);
      }
    }
    for (const [place, group] of byPlace) {
      for (const listener of [...(this.#listeners.get(place) ?? [])]) this.#notify(listener, group);
    }
  }

  #notify(listener: Listener, changes: readonly Change[]): void {
    try {
      listener(changes);
    } catch (error) {
      this.#logger.error('a watch listener failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

const EVERYTHING = '* * *';

function placeOf({ resource, namespace, name }: WatchScope): string {
  return `${resource} ${namespace ?? '*'} ${name ?? '*'}`;
}

function placesOf(change: Change): string[] {
  const { resource, record } = change;
  const { namespace, name } = record;
  const places = [EVERYTHING, placeOf({ resource }), placeOf({ resource, name })];
  if (namespace) places.push(placeOf({ resource, namespace }), placeOf({ resource, namespace, name }));
  return places;
}
