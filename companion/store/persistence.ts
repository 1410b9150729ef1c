/** One key of a batch; no value removes the key. */
export interface PersistedWrite {
  resource: string;
  key: string;
  revision: number;
  json?: Buffer;
}

export interface PersistedObject {
  resource: string;
  key: string;
  revision: number;
  json: Buffer;
}

/** Where objects outlive the process. */
export interface Persistence {
  /** The highest revision ever committed. */
  readonly revision: number;
  load(): Iterable<PersistedObject>;
  /** Resolves when all of the batch is durable, or rejects and nothing of it is. */
  commit(batch: readonly PersistedWrite[], revision: number): Promise<void>;
  close(): Promise<void>;
}

/** There is no room for a change. */
export class DiskFullError extends Error {}

export const memoryPersistence: Persistence = {
  revision: 0,
  load: () => [],
  commit: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
