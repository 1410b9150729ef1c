import type { Clock } from '../../lib/clock';
import { GuestError } from '../guest-error';
import { stringAt } from '../json';
import type { QemuGuest } from './guest';
import { hotplugPorts, lowestFree } from './hotplug-ports';
import { cardId, netdevId, networkBackend, networkDevice, placeInterface, segmentOf, type PlacedInterface } from './network';
import { writeRecord } from './record';
import { refuseWhileMoving, unplug } from './unplug';

async function remember(guest: QemuGuest, interfaces: PlacedInterface[]): Promise<void> {
  guest.record = { ...guest.record, interfaces };
  await writeRecord(guest.files.definition, guest.record);
  guest.changed();
}

function cardOf(guest: QemuGuest, name: string): PlacedInterface {
  const card = guest.record.interfaces.find((candidate) => candidate.name === name);
  if (!card) throw new GuestError('NotFound', `the guest has no interface ${name}`);
  return card;
}

/** Pulls or plugs the cables as the record says: QEMU knows links only while it runs. */
export async function applyLinks(guest: QemuGuest): Promise<void> {
  for (const card of guest.record.interfaces) {
    if (card.linkDown) await guest.running().qmp.execute('set_link', { name: cardId(card), up: false });
  }
}

export async function setLink(guest: QemuGuest, name: string, up: boolean): Promise<void> {
  const card = cardOf(guest, name);
  await guest.running().qmp.execute('set_link', { name: cardId(card), up });
  await remember(guest, guest.record.interfaces.map((each) => (each === card ? { ...card, linkDown: !up } : each)));
}

export interface NewCard {
  card: Record<string, unknown>;
  network: Record<string, unknown> | undefined;
  used: ReadonlySet<number>;
}

/** Plugs a network card into the running guest; subnets of `used` belong to others. */
export async function attachInterface(guest: QemuGuest, { card: entry, network, used }: NewCard): Promise<void> {
  const { qmp } = guest.running();
  refuseWhileMoving(guest);
  const { interfaces, disks } = guest.record;
  if (interfaces.some((card) => card.name === stringAt(entry, 'name'))) throw new GuestError('AlreadyExists', `interface ${stringAt(entry, 'name')} is attached already`);
  const port = lowestFree([...interfaces.map((card) => card.port), ...disks.flatMap((disk) => (disk.bus === 'virtio' ? [disk.slot] : []))]);
  if (port >= hotplugPorts) throw new GuestError('Unsupported', `all ${hotplugPorts} hot-plug ports are taken`);
  const id = lowestFree(interfaces.map((each) => each.id));
  const segment = segmentOf(guest.record.definition.namespace, network);
  const card = { ...placeInterface(entry, { uid: guest.uid, id, used, segment }), port };
  await qmp.execute('netdev_add', networkBackend(card));
  try {
    await qmp.execute('device_add', networkDevice(card));
  } catch (error) {
    await qmp.execute('netdev_del', { id: netdevId(card) });
    throw error;
  }
  await remember(guest, [...interfaces, card]);
}

export async function detachInterface(guest: QemuGuest, name: string, clock: Clock): Promise<void> {
  const { qmp } = guest.running();
  refuseWhileMoving(guest);
  const card = cardOf(guest, name);
  if (card.port === undefined) throw new GuestError('Unsupported', `interface ${name} was there at the start and cannot be detached`);
  await unplug(qmp, cardId(card), clock);
  await qmp.execute('netdev_del', { id: netdevId(card) });
  await remember(guest, guest.record.interfaces.filter((each) => each !== card));
}
