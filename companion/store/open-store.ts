import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import { openLmdb } from './lmdb-persistence';
import { memoryPersistence } from './persistence';
import { Store } from './store';

export interface StoreOptions {
  /** Where the objects live; absent: in memory only. */
  folder?: string;
  clock: Clock;
  logger: Logger;
}

/** Opens the object store. Fails with a plain sentence when the folder is in use or written by a newer companion. */
export async function openStore({ folder, clock, logger }: StoreOptions): Promise<Store> {
  const room = logger.child('store');
  if (folder === undefined) return new Store(memoryPersistence, room);
  const begun = clock.now();
  const store = new Store(openLmdb(folder), room);
  room.info('objects loaded', { revision: store.revision, milliseconds: clock.now() - begun });
  return store;
}
