import { writeFile } from 'node:fs/promises';
import type { Clock } from '../../lib/clock';
import type { Logger } from '../../lib/logger';
import type { DriverCapabilities, GuestDevices, GuestDriver, GuestEvent, GuestNetwork, GuestPower } from '../driver';
import { GuestError } from '../guest-error';
import { createListeners } from '../listeners';
import { answerAgent } from './agent-answers';
import { simulatedConsoles } from './consoles';
import { simulatedMigrations } from './migration-runner';
import { emptyCore } from './empty-core';
import { createPopulation, type Population } from './population';
import { infoOf, isUp, type SimulatedGuest } from './simulated-guest';
import { createStageRunner, type StageRunner } from './stage-runner';
import { defaultStages, type Stage } from './stages';
import { simulatedStats } from './stats';
import { createTimerWheel, type TimerWheel } from './timer-wheel';

export interface SimulatedDriverOptions {
  clock: Clock;
  logger: Logger;
  /** How guests live; the default resembles small cloud images. */
  stages?: Stage[];
  /** Chance for jitter, 0…1. Tests give a constant. */
  random?: () => number;
}

const capabilities: DriverCapabilities = {
  real: false,
  hardwareAcceleration: false,
  vnc: true,
  serial: true,
  screenshot: true,
  guestAgent: true,
  uefi: true,
  tpm: true,
  liveMigration: true,
  diskHotplug: true,
  memoryDump: true,
};

interface Parts {
  population: Population;
  runner: StageRunner;
  wheel: TimerWheel;
  cancelMigration(guest: SimulatedGuest): void;
}

function simulatedPower({ population, runner, wheel, cancelMigration }: Parts): GuestPower {
  const destroy = async (uid: string) => {
    const guest = population.get(uid);
    if (!isUp(guest.situation.state)) return;
    cancelMigration(guest);
    runner.change(guest, { state: 'stopped', agent: 'absent', request: 'none' }, 'the guest was powered off');
  };
  const stop = async (uid: string, graceSeconds: number) => {
    const guest = population.get(uid);
    if (!isUp(guest.situation.state)) return;
    const down = runner.whenDown(guest);
    const cancel = wheel.after(graceSeconds * 1000, () => void destroy(uid));
    // A paused guest cannot hear the button.
    runner.change(guest, { state: 'running', request: 'stop' });
    await down;
    cancel();
  };
  return {
    start: async (definition) => runner.follow(population.add(definition)),
    stop,
    destroy,
    pause: async (uid) => runner.change(population.getUp(uid), { state: 'paused' }),
    resume: async (uid) => runner.change(population.getUp(uid), { state: 'running' }),
    reset: async (uid) => runner.reboot(population.getUp(uid)),
    softReboot: async (uid) => runner.change(population.getUp(uid), { request: 'reboot' }),
  };
}

function simulatedDevices(population: Population, changed: (guest: SimulatedGuest) => void): GuestDevices & GuestNetwork {
  return {
    setLink: async (uid, name) => {
      const guest = population.getUp(uid);
      if (!guest.interfaces.some((card) => card.name === name)) throw new GuestError('NotFound', `the guest has no interface ${name}`);
    },
    attachInterface: async (uid, entry) => {
      const guest = population.getUp(uid);
      population.addInterface(guest, entry);
      changed(guest);
    },
    detachInterface: async (uid, name) => {
      const guest = population.getUp(uid);
      population.removeInterface(guest, name);
      changed(guest);
    },
    attachVolume: async (uid, volume) => {
      const { plugged } = population.getUp(uid);
      if (plugged.has(volume.name)) throw new GuestError('AlreadyExists', `volume ${volume.name} is attached already`);
      plugged.add(volume.name);
    },
    detachVolume: async (uid, name) => void population.getUp(uid).plugged.delete(name),
  };
}

/** Guests that exist in memory only and follow stages as data. */
export function createSimulatedDriver(options: SimulatedDriverOptions): GuestDriver {
  const { clock, logger } = options;
  const population = createPopulation(clock);
  const wheel = createTimerWheel(clock);
  const events = createListeners<GuestEvent>((error) => logger.error('a listener failed', { error: String(error) }));
  const runner = createStageRunner({ stages: options.stages ?? defaultStages, wheel, clock, emit: events.emit, random: options.random ?? Math.random });
  const migrations = simulatedMigrations({ wheel, emit: events.emit });
  const power = simulatedPower({ population, runner, wheel, cancelMigration: migrations.cancel });

  return {
    name: 'simulated',
    capabilities,
    adopt: async () => [],
    info: (uid) => {
      const guest = population.find(uid);
      return guest && infoOf(guest);
    },
    subscribe: events.add,
    ...power,
    ...simulatedConsoles({ upGuest: population.getUp, anyGuest: population.get, clock, wheel, onChange: events.add }),
    ...simulatedDevices(population, (guest) => events.emit({ type: 'changed', uid: guest.uid, info: infoOf(guest) })),
    agent: async (uid, command) => {
      const guest = population.getUp(uid);
      if (guest.situation.agent !== 'connected') throw new GuestError('NoAgent', `guest ${guest.name} has no agent connected`);
      return answerAgent(guest, command);
    },
    openPort: async () => {
      throw new GuestError('Failed', 'connection refused');
    },
    resize: async (uid, { memoryBytes }) => {
      const guest = population.getUp(uid);
      if (memoryBytes) guest.memoryBytes = memoryBytes;
    },
    stats: async (uid) => simulatedStats(population.getUp(uid), clock.now()),
    dumpMemory: async (uid, path) => {
      population.getUp(uid);
      await writeFile(path, emptyCore(), { flag: 'wx' });
    },
    discardState: async () => undefined,
    migrate: async (uid, node, wishes) => migrations.run(population.getUp(uid), node, wishes),
    cancelMigration: async (uid) => migrations.cancel(population.get(uid)),
    forget: async (uid) => {
      await power.destroy(uid);
      population.remove(uid);
    },
    close: async () => {
      population.clear();
      wheel.close();
    },
  };
}
