import { mkdirSync } from 'node:fs';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import { lockFolder } from './folder-lock';
import { realDisk } from './log/disk';
import { LogPersistence } from './log/log-persistence';
import { memoryPersistence } from './persistence';
import { Store } from './store';
import { upgradeLmdb } from './upgrade-lmdb';

export interface StoreOptions {
  /** Where the objects live; absent: in memory only. */
  folder?: string;
  clock: Clock;
  logger: Logger;
}

/** Opens the object store. Fails with a plain sentence when the folder is in use, damaged or written by a newer companion. */
export async function openStore({ folder, clock, logger }: StoreOptions): Promise<Store> {
  const room = logger.child('store');
  if (folder === undefined) return new Store(memoryPersistence, room);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    const begun = clock.now();
    const disk = realDisk(folder);
    await upgradeLmdb(folder, disk);
    const log = new LogPersistence(disk, { folder, logger: room, closed: unlock });
    const store = new Store(log, room);
    await log.removeLeftovers();
    room.info('objects loaded', { revision: store.revision, milliseconds: clock.now() - begun });
    return store;
  } catch (error) {
    unlock();
    throw error;
  }
}
