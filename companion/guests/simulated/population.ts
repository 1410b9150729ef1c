import type { Clock } from '../../lib/clock';
import type { GuestDefinition } from '../driver';
import { GuestError, guestNotFound } from '../guest-error';
import { createAddressPool } from './addresses';
import { createInterface, createSimulatedGuest, isUp, type SimulatedGuest } from './simulated-guest';
import { faultAnnotation } from './stages';

/** The guests there are, and their addresses. */
export interface Population {
  find(uid: string): SimulatedGuest | undefined;
  get(uid: string): SimulatedGuest;
  /** Refuses a guest that is down. */
  getUp(uid: string): SimulatedGuest;
  add(definition: GuestDefinition): SimulatedGuest;
  remove(uid: string): void;
  addInterface(guest: SimulatedGuest, entry: Record<string, unknown>): void;
  removeInterface(guest: SimulatedGuest, name: string): void;
  clear(): void;
}

export function createPopulation(clock: Clock): Population {
  const guests = new Map<string, SimulatedGuest>();
  const addresses = createAddressPool();

  const get = (uid: string): SimulatedGuest => {
    const guest = guests.get(uid);
    if (!guest) throw guestNotFound(uid);
    return guest;
  };
  const remove = (uid: string) => {
    const guest = guests.get(uid);
    if (!guest) return;
    guest.cancelStage();
    guest.interfaces.forEach((card) => card.ips.forEach(addresses.giveBack));
    guests.delete(uid);
  };

  return {
    find: (uid) => guests.get(uid),
    get,
    getUp: (uid) => {
      const guest = get(uid);
      if (!isUp(guest.situation.state)) throw new GuestError('NotRunning', `guest ${guest.name} is not running`);
      return guest;
    },
    add: (definition) => {
      const old = guests.get(definition.uid);
      if (old && isUp(old.situation.state)) throw new GuestError('AlreadyExists', `guest ${definition.name} is running already`);
      remove(definition.uid);
      if (definition.instance.metadata.annotations?.[faultAnnotation] === 'start-error') throw new GuestError('Failed', 'QEMU did not start: simulated fault');
      const guest = createSimulatedGuest(definition, addresses, clock.now());
      guests.set(definition.uid, guest);
      return guest;
    },
    remove,
    addInterface: (guest, entry) => void guest.interfaces.push(createInterface(entry, guest.interfaces.length, addresses)),
    removeInterface: (guest, name) => {
      const index = guest.interfaces.findIndex((card) => card.name === name);
      for (const card of index < 0 ? [] : guest.interfaces.splice(index, 1)) card.ips.forEach(addresses.giveBack);
    },
    clear: () => [...guests.keys()].forEach(remove),
  };
}
