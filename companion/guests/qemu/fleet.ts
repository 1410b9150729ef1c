import { rm } from 'node:fs/promises';
import type { GuestDefinition, GuestInfo } from '../driver';
import { GuestError, guestNotFound } from '../guest-error';
import type { FoundGuest } from './adopt';
import { guestFiles } from './files';
import { QemuGuest, type GuestContext } from './guest';
import type { Accelerator } from './machine-arguments';
import { applyLinks } from './network-hotplug';
import { endProcess, type QemuProcess } from './process';
import { shortenLog } from './serial-log';
import { launch, layOutGuest } from './start';

export interface FleetOptions extends GuestContext {
  folder: string;
  qemuPath: string;
  accelerator: Accelerator;
}

/** The guests this driver knows: running, or down and not forgotten. */
export interface Fleet {
  find(uid: string): QemuGuest | undefined;
  /** Refuses an unknown uid. */
  get(uid: string): QemuGuest;
  all(): QemuGuest[];
  start(definition: GuestDefinition): Promise<void>;
  /** Subnets in use. */
  subnets(): Set<number>;
  adopt(found: FoundGuest[]): Promise<GuestInfo[]>;
  remove(uid: string): void;
  /** Ends the chores. */
  close(): void;
}

const choresMs = 60_000;

export function createFleet(options: FleetOptions): Fleet {
  const { folder, qemuPath, clock } = options;
  const guests = new Map<string, QemuGuest>();

  const get = (uid: string): QemuGuest => {
    const guest = guests.get(uid);
    if (!guest) throw guestNotFound(uid);
    return guest;
  };
  const subnets = () => new Set([...guests.values()].flatMap((guest) => guest.record.interfaces.map((card) => card.subnet)));

  const attachOrEnd = async (guest: QemuGuest, process: QemuProcess) => {
    try {
      await guest.attach(process);
      await applyLinks(guest);
    } catch (error) {
      await endProcess(process, clock);
      throw error;
    }
  };

  const starting = new Set<string>();
  const start = async (definition: GuestDefinition): Promise<void> => {
    const { uid } = definition;
    if (starting.has(uid) || guests.get(uid)?.isUp) throw new GuestError('AlreadyExists', `guest ${definition.name} is running already`);
    const files = guestFiles(folder, uid);
    starting.add(uid);
    try {
      const record = await layOutGuest(definition, files, { accelerator: options.accelerator, subnets: subnets() });
      const guest = new QemuGuest(files, record, options);
      guests.set(uid, guest);
      const process = await launch(record, files, 1, { incoming: false, context: { qemuPath, clock } });
      await attachOrEnd(guest, process);
    } catch (error) {
      guests.delete(uid);
      await rm(files.folder, { recursive: true, force: true });
      throw error;
    } finally {
      starting.delete(uid);
    }
  };

  const chores = async () => {
    for (const guest of guests.values()) await shortenLog(guest.files.serialLog).catch(() => undefined);
    cancelChores = clock.after(choresMs, () => void chores());
  };
  let cancelChores = clock.after(choresMs, () => void chores());

  const adoptOne = async ({ files, record, process, ending }: FoundGuest): Promise<GuestInfo> => {
    const guest = new QemuGuest(files, record, options);
    guests.set(guest.uid, guest);
    if (process) await guest.attach(process);
    else if (ending) guest.markEnded(ending);
    return guest.info();
  };

  return {
    find: (uid) => guests.get(uid),
    get,
    all: () => [...guests.values()],
    start,
    subnets,
    adopt: (found) => Promise.all(found.map(adoptOne)),
    remove: (uid) => void guests.delete(uid),
    close: () => cancelChores(),
  };
}
