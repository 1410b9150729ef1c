/** Something bytes can be read from for as long as anybody holds it, even when it has left the folder meanwhile. */
export interface ByteSource {
  read(offset: number, length: number): Buffer;
}

/** Where the JSON of a state lies. */
export interface Place {
  source: ByteSource;
  offset: number;
}

/** One key of a batch with its new state; of a removal, the last state under the revision of the removal. */
export interface PersistedWrite {
  deleted: boolean;
  resource: string;
  key: string;
  revision: number;
  json: Buffer;
}

export interface PersistedChange extends PersistedWrite {
  place: Place;
  /** Part of the history after `base`, not of the state at it. */
  history: boolean;
}

/** A state as a compaction sees it. */
export interface LiveRecord {
  readonly key: string;
  readonly revision: number;
  readonly size: number;
  bytes(): Buffer;
  /** Tells where the bytes lie from now on. */
  settle(place: Place): void;
}

/** All states of one resource. */
export interface LiveResource {
  resource: string;
  records: readonly LiveRecord[];
}

/** Where objects outlive the process. */
export interface Persistence {
  /** Every change after this revision is in the history; meant for after `load`. */
  readonly base: number;
  /** First the state at `base`, then every change since, in order. `json` is only good until the next step. Call it once. */
  load(): Iterable<PersistedChange>;
  /**
   * Resolves when all of the batch is durable, with where each state lies (nothing when it lies in memory only),
   * or rejects and nothing of it is.
   */
  commit(batch: readonly PersistedWrite[]): Promise<readonly Place[]>;
  /** The batch just committed shows: `state` gives all that lives now, should the persistence want to tidy up. */
  applied(state: () => readonly LiveResource[]): void;
  close(): Promise<void>;
}

/** There is no room for a change. */
export class DiskFullError extends Error {}

export const memoryPersistence: Persistence = {
  base: 0,
  load: () => [],
  commit: () => Promise.resolve([]),
  applied: () => undefined,
  close: () => Promise.resolve(),
};
