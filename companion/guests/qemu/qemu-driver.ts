import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import type { GuestDefinition, GuestDriver, GuestEvent } from '../driver';
import { GuestError, guestNotFound } from '../guest-error';
import { createListeners } from '../listeners';
import { guestFiles } from './files';
import { hasUefi } from './firmware';
import { QemuGuest } from './guest';
import { probeAccelerator } from './probe';
import { powerDown } from './power';
import { readTail } from './serial-log';
import { takeScreenshot } from './screenshot';
import { launch, layOutGuest } from './start';
import { connectUnix } from './unix-socket';

export interface QemuDriverOptions {
  /** Guests live below it, one folder each. */
  folder: string;
  clock: Clock;
  logger: Logger;
  qemuPath?: string;
}

const unsupported = (what: string) => Promise.reject(new GuestError('Unsupported', `${what} is not supported yet`));

/** Guests as QEMU processes of this machine. */
export async function createQemuDriver(options: QemuDriverOptions): Promise<GuestDriver> {
  const { clock, logger } = options;
  const folder = resolve(options.folder);
  const qemuPath = options.qemuPath ?? 'qemu-system-x86_64';
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const accelerator = await probeAccelerator();
  const guests = new Map<string, QemuGuest>();
  const events = createListeners<GuestEvent>((error) => logger.error('a listener failed', { error: String(error) }));
  const emit = events.emit;

  const guestOf = (uid: string): QemuGuest => {
    const guest = guests.get(uid);
    if (!guest) throw guestNotFound(uid);
    return guest;
  };
  const processOf = (uid: string) => guestOf(uid).running();

  const start = async (definition: GuestDefinition): Promise<void> => {
    if (guests.get(definition.uid)?.isUp) throw new GuestError('AlreadyExists', `guest ${definition.name} is running already`);
    const files = guestFiles(folder, definition.uid);
    const subnets = new Set([...guests.values()].flatMap((guest) => guest.record.interfaces.map((card) => card.subnet)));
    const context = { qemuPath, clock, accelerator, subnets };
    try {
      const record = await layOutGuest(definition, files, context);
      const guest = new QemuGuest(files, record, { clock, logger, emit });
      guests.set(definition.uid, guest);
      await guest.attach(await launch(record, files, 1, { incoming: false, context }));
    } catch (error) {
      guests.delete(definition.uid);
      await rm(files.folder, { recursive: true, force: true });
      throw error;
    }
  };

  return {
    name: 'qemu',
    capabilities: {
      real: true,
      hardwareAcceleration: accelerator === 'kvm',
      vnc: true,
      serial: true,
      screenshot: true,
      guestAgent: true,
      uefi: await hasUefi(),
      tpm: false,
      liveMigration: false,
      diskHotplug: false,
      memoryDump: false,
    },
    adopt: async () => [],
    info: (uid) => guests.get(uid)?.info(),
    subscribe: events.add,
    start,
    stop: (uid, graceSeconds) => powerDown(guestOf(uid), graceSeconds, clock),
    destroy: async (uid) => guestOf(uid).destroy(),
    pause: async (uid) => void (await processOf(uid).qmp.execute('stop')),
    resume: async (uid) => void (await processOf(uid).qmp.execute('cont')),
    reset: async (uid) => void (await processOf(uid).qmp.execute('system_reset')),
    softReboot: async () => unsupported('a soft reboot'),
    openVnc: async (uid) => connectUnix(processOf(uid).files.vnc),
    openSerial: async (uid) => connectUnix(processOf(uid).files.serial),
    serialHistory: async (uid) => readTail(guestOf(uid).files.serialLog),
    screenshot: async (uid) => takeScreenshot(processOf(uid)),
    agent: async () => unsupported('the agent'),
    migrate: async () => unsupported('live migration'),
    cancelMigration: async () => unsupported('live migration'),
    attachVolume: async () => unsupported('hot-plug'),
    detachVolume: async () => unsupported('hot-plug'),
    forget: async (uid) => {
      const guest = guestOf(uid);
      await guest.destroy();
      guests.delete(uid);
      await rm(guest.files.folder, { recursive: true, force: true });
    },
    close: async ({ keepGuests }) => {
      const all = [...guests.values()];
      if (keepGuests) all.forEach((guest) => guest.release());
      else await Promise.all(all.map((guest) => powerDown(guest, 10, clock)));
    },
  };
}
