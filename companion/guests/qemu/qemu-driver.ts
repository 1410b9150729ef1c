import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import type { DriverCapabilities, GuestConsoles, GuestDriver, GuestEvent, GuestNetwork, GuestPorts, GuestPower } from '../driver';
import { GuestError } from '../guest-error';
import { createListeners } from '../listeners';
import { findGuests } from './adopt';
import { hasUefi } from './firmware';
import { createFleet, type Fleet } from './fleet';
import { attachVolume, detachVolume } from './hotplug';
import { keptFolder } from './kept-state';
import type { Accelerator } from './machine-arguments';
import { dumpMemory } from './memory-dump';
import { cancelMigration, migrateGuest } from './migration';
import { netdevId } from './network';
import { attachInterface, detachInterface, setLink } from './network-hotplug';
import { openGuestPort } from './ports';
import { powerDown, softReboot } from './power';
import { probeAccelerator } from './probe';
import { resizeGuest } from './resize';
import { takeScreenshot } from './screenshot';
import { readTail } from './serial-log';
import { guestStats } from './stats';
import { launch } from './start';
import { hasTpm } from './tpm';
import { connectUnix } from './unix-socket';

export interface QemuDriverOptions {
  /** Guests live below it, one folder each. */
  folder: string;
  clock: Clock;
  logger: Logger;
  qemuPath?: string;
}

/** How long guests have to shut down when the companion ends without keeping them. */
const closingGraceSeconds = 15;

async function capabilitiesWith(accelerator: Accelerator): Promise<DriverCapabilities> {
  return {
    real: true,
    hardwareAcceleration: accelerator === 'kvm',
    vnc: true,
    serial: true,
    screenshot: true,
    guestAgent: true,
    uefi: await hasUefi(),
    tpm: await hasTpm(),
    liveMigration: true,
    diskHotplug: true,
    memoryDump: true,
  };
}

function qemuPower(fleet: Fleet, clock: Clock): GuestPower {
  return {
    start: fleet.start,
    stop: async (uid, graceSeconds) => powerDown(fleet.get(uid), graceSeconds, clock),
    destroy: async (uid) => fleet.get(uid).destroy(),
    pause: async (uid) => fleet.get(uid).pause(),
    resume: async (uid) => fleet.get(uid).resume(),
    reset: async (uid) => void (await fleet.get(uid).running().qmp.execute('system_reset')),
    softReboot: async (uid) => softReboot(fleet.get(uid)),
  };
}

function qemuConsoles(fleet: Fleet): GuestConsoles {
  return {
    openVnc: async (uid) => connectUnix(fleet.get(uid).running().files.vnc),
    openSerial: async (uid) => connectUnix(fleet.get(uid).running().files.serial),
    serialHistory: async (uid) => readTail(fleet.get(uid).files.serialLog),
    screenshot: async (uid) => takeScreenshot(fleet.get(uid).running()),
  };
}

function qemuNetwork(fleet: Fleet, clock: Clock): GuestNetwork & GuestPorts {
  return {
    setLink: async (uid, name, up) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => setLink(guest, name, up));
    },
    attachInterface: async (uid, card, network) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => attachInterface(guest, { card, network, used: fleet.subnets() }));
    },
    detachInterface: async (uid, name) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => detachInterface(guest, name, clock));
    },
    openPort: async (uid, port) => {
      const guest = fleet.get(uid);
      const card = guest.record.interfaces.find((each) => !each.segment);
      if (!card) throw new GuestError('Failed', 'no network interfaces are present');
      return openGuestPort(guest.running().qmp, netdevId(card), port, clock);
    },
  };
}

/** Guests as QEMU processes of this machine. */
export async function createQemuDriver(options: QemuDriverOptions): Promise<GuestDriver> {
  const { clock, logger } = options;
  const folder = resolve(options.folder);
  const qemuPath = options.qemuPath ?? 'qemu-system-x86_64';
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { accelerator } = await probeAccelerator({ folder, qemuPath, clock, logger });
  const events = createListeners<GuestEvent>((error) => logger.error('a listener failed', { error: String(error) }));
  const fleet = createFleet({ folder, qemuPath, accelerator, clock, logger, emit: events.emit });
  const launchTarget = (guest: ReturnType<Fleet['get']>, generation: number) =>
    launch(guest.record, guest.files, generation, { incoming: true, context: { qemuPath, clock } });

  return {
    name: 'qemu',
    capabilities: await capabilitiesWith(accelerator),
    adopt: async () => fleet.adopt(await findGuests(folder, clock, logger)),
    info: (uid) => fleet.find(uid)?.info(),
    subscribe: events.add,
    ...qemuPower(fleet, clock),
    ...qemuConsoles(fleet),
    agent: async (uid, command, args) => fleet.get(uid).agent.execute(command, args),
    migrate: async (uid, node, wishes) => migrateGuest(fleet.get(uid), node, wishes, { clock, emit: events.emit, launchTarget }),
    cancelMigration: async (uid) => cancelMigration(fleet.get(uid)),
    ...qemuNetwork(fleet, clock),
    resize: async (uid, size) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => resizeGuest(guest, size));
    },
    stats: async (uid) => guestStats(fleet.get(uid)),
    dumpMemory: async (uid, path) => dumpMemory(fleet.get(uid).running(), path),
    attachVolume: async (uid, volume, disk) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => attachVolume(guest, volume, disk));
    },
    detachVolume: async (uid, name) => {
      const guest = fleet.get(uid);
      await guest.inOrder(() => detachVolume(guest, name, clock));
    },
    forget: async (uid) => {
      const guest = fleet.get(uid);
      await guest.destroy();
      fleet.remove(uid);
      await rm(guest.files.folder, { recursive: true, force: true });
    },
    discardState: (namespace, name) => rm(keptFolder(folder, namespace, name), { recursive: true, force: true }),
    close: async ({ keepGuests }) => {
      fleet.close();
      if (keepGuests) fleet.all().forEach((guest) => guest.release());
      else await Promise.all(fleet.all().map((guest) => powerDown(guest, closingGraceSeconds, clock)));
    },
  };
}
