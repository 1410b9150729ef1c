import { rm } from 'node:fs/promises';
import type { Clock } from '../../lib/clock';
import type { GuestVolume } from '../driver';
import { GuestError } from '../guest-error';
import { blockNodes, deviceId, diskDevice, fileNodeName, nodeName } from './disk-arguments';
import { placeDisk, type PlacedDisk } from './disks';
import type { QemuGuest } from './guest';
import { hotplugPorts } from './hotplug-ports';
import type { QmpClient } from './qmp';
import { writeRecord } from './record';
import { refuseWhileMoving, unplug } from './unplug';
import { prepareVolume } from './volumes';

async function remember(guest: QemuGuest, disks: PlacedDisk[]): Promise<void> {
  guest.record = { ...guest.record, disks };
  await writeRecord(guest.files.definition, guest.record);
}

async function addNodes(qmp: QmpClient, disk: PlacedDisk): Promise<void> {
  const { file, format } = blockNodes(disk);
  await qmp.execute('blockdev-add', file);
  try {
    await qmp.execute('blockdev-add', format);
  } catch (error) {
    await qmp.execute('blockdev-del', { 'node-name': fileNodeName(disk.name) });
    throw error;
  }
}

async function removeNodes(qmp: QmpClient, name: string): Promise<void> {
  await qmp.execute('blockdev-del', { 'node-name': nodeName(name) });
  await qmp.execute('blockdev-del', { 'node-name': fileNodeName(name) });
}

/** Only some buses can take a disk while the guest runs. */
function refuseBus(disk: PlacedDisk): void {
  if (disk.bus === 'sata') throw new GuestError('Unsupported', 'a SATA disk cannot be attached to a running guest: use the bus virtio or scsi');
  if (disk.bus === 'virtio' && (disk.slot ?? 0) >= hotplugPorts) {
    throw new GuestError('Unsupported', `all ${hotplugPorts} hot-plug ports for virtio disks are taken: use the bus scsi`);
  }
}

/** Puts a medium into a CD-ROM drive that the guest has already. */
async function insert(qmp: QmpClient, disk: PlacedDisk): Promise<void> {
  const id = deviceId(disk.name);
  await addNodes(qmp, disk);
  await qmp.execute('blockdev-open-tray', { id, force: true });
  await qmp.execute('blockdev-insert-medium', { id, 'node-name': nodeName(disk.name) });
  await qmp.execute('blockdev-close-tray', { id });
}

async function eject(qmp: QmpClient, name: string): Promise<void> {
  const id = deviceId(name);
  await qmp.execute('blockdev-open-tray', { id, force: true });
  await qmp.execute('blockdev-remove-medium', { id });
  await qmp.execute('blockdev-close-tray', { id });
  await removeNodes(qmp, name);
}

/** Plugs a disk into the running guest, or a medium into its empty drive of that name. */
export async function attachVolume(guest: QemuGuest, volume: GuestVolume, entry: Record<string, unknown>): Promise<void> {
  const { qmp } = guest.running();
  refuseWhileMoving(guest);
  const { disks } = guest.record;
  const present = disks.find((disk) => disk.name === volume.name);
  if (present && !present.isEmpty) throw new GuestError('AlreadyExists', `volume ${volume.name} is attached already`);
  const prepared = await prepareVolume(volume, guest.files);
  if (present) {
    const filled = { ...present, ...prepared, readOnly: true, isEmpty: false };
    await insert(qmp, filled);
    return remember(guest, disks.map((disk) => (disk === present ? filled : disk)));
  }
  const ports = guest.record.interfaces.flatMap((card) => card.port ?? []);
  const disk = placeDisk(prepared, entry, { disks, ports }, true);
  refuseBus(disk);
  await addNodes(qmp, disk);
  try {
    await qmp.execute('device_add', diskDevice(disk));
  } catch (error) {
    await removeNodes(qmp, disk.name);
    throw error;
  }
  await remember(guest, [...disks, disk]);
}

/** Takes a disk out of the running guest, or the medium out of its drive. */
export async function detachVolume(guest: QemuGuest, name: string, clock: Clock): Promise<void> {
  const { qmp } = guest.running();
  refuseWhileMoving(guest);
  const { disks } = guest.record;
  const disk = disks.find((candidate) => candidate.name === name);
  if (!disk || disk.isEmpty) return;
  if (disk.kind === 'cdrom') {
    await eject(qmp, name);
    await remember(guest, disks.map((each) => (each === disk ? { ...disk, isEmpty: true } : each)));
  } else {
    await unplug(qmp, deviceId(name), clock);
    await removeNodes(qmp, name);
    await remember(guest, disks.filter((each) => each !== disk));
  }
  await rm(guest.files.overlay(name), { force: true });
  await rm(guest.files.seed(name), { force: true });
}
