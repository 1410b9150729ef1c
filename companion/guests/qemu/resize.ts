import type { GuestSizing } from '../driver';
import { isRecord } from '../../lib/guards';
import { GuestError } from '../guest-error';
import { arrayAt, numberAt, objectAt, stringAt } from '../json';
import type { QemuGuest } from './guest';
import type { QmpClient } from './qmp';
import { writeRecord } from './record';
import { guestMemory, memoryBlock, memoryHeadroom, topologyOf, type Growth } from './sizes';
import { refuseWhileMoving } from './unplug';

async function remember(guest: QemuGuest, growth: Growth): Promise<void> {
  guest.record = { ...guest.record, growth };
  await writeRecord(guest.files.definition, guest.record);
}

/** A processor that fits into a free place of the board (QMP: HotpluggableCPU). */
function processorFor(place: Record<string, unknown>): Record<string, unknown> {
  const props = objectAt(place, 'props');
  const id = ['socket-id', 'die-id', 'core-id', 'thread-id'].map((part) => numberAt(props, part) ?? 0).join('-');
  return { driver: stringAt(place, 'type'), id: `cpu-${id}`, ...props };
}

async function freePlaces(qmp: QmpClient): Promise<Record<string, unknown>[]> {
  const places: unknown = await qmp.execute('query-hotpluggable-cpus');
  const free = arrayAt({ places }, 'places').filter(isRecord).filter((place) => place['qom-path'] === undefined);
  const order = (place: Record<string, unknown>) => ['socket-id', 'core-id', 'thread-id'].reduce((sum, part) => sum * 1024 + (numberAt(objectAt(place, 'props'), part) ?? 0), 0);
  return free.sort((a, b) => order(a) - order(b));
}

async function growSockets(guest: QemuGuest, qmp: QmpClient, sockets: number): Promise<void> {
  const { sockets: initial, maxSockets, perSocket } = topologyOf(guest.record.definition);
  if (sockets > maxSockets) throw new GuestError('Unsupported', `the guest was started for at most ${maxSockets} sockets`);
  const present = initial * perSocket + guest.record.growth.cpus.length;
  const missing = sockets * perSocket - present;
  if (missing < 0) throw new GuestError('Unsupported', 'processors cannot be taken from a running guest');
  const places = await freePlaces(qmp);
  for (const place of places.slice(0, missing)) {
    const processor = processorFor(place);
    await qmp.execute('device_add', processor);
    await remember(guest, { ...guest.record.growth, cpus: [...guest.record.growth.cpus, processor] });
  }
}

async function growMemory(guest: QemuGuest, qmp: QmpClient, bytes: number): Promise<void> {
  const initial = guestMemory(guest.record.definition);
  const headroom = memoryHeadroom(guest.record.definition);
  const more = bytes - initial;
  if (more < 0) throw new GuestError('Unsupported', 'a running guest cannot have less memory than it started with');
  if (more > headroom) throw new GuestError('Unsupported', `the guest was started for at most ${initial + headroom} bytes of memory`);
  if (more % memoryBlock !== 0) throw new GuestError('Unsupported', `memory grows in steps of ${memoryBlock} bytes`);
  if (headroom === 0) return;
  await qmp.execute('qom-set', { path: '/machine/peripheral/memory', property: 'requested-size', value: more });
  await remember(guest, { ...guest.record.growth, memoryBytes: more });
}

/** Plugs processors and asks for memory, up to what the guest was started for. */
export async function resizeGuest(guest: QemuGuest, { sockets, memoryBytes }: Parameters<GuestSizing['resize']>[1]): Promise<void> {
  const { qmp } = guest.running();
  refuseWhileMoving(guest);
  if (sockets !== undefined) await growSockets(guest, qmp, sockets);
  if (memoryBytes !== undefined) await growMemory(guest, qmp, memoryBytes);
}
