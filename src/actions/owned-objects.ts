import { DataVolumeKind, PersistentVolumeClaimKind, SnapshotKind, VirtualMachineKind } from '../../contracts/kinds';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { MachineRef } from '../domain/inventory/row';
import { at, records, text } from '../domain/read';
import { getObject, listObjects } from '../k8s/client';

/** Something the garbage collector would delete with its machine. */
export interface OwnedObject {
  kind: 'DataVolume' | 'PersistentVolumeClaim' | 'VirtualMachineSnapshot';
  name: string;
  uid: string;
  /** A quantity; '' when not known. */
  size: string;
  /** The machine marks the disk as shareable: others may be using it. */
  shared: boolean;
}

const kinds: Record<OwnedObject['kind'], KindRef<KubeObject>> = {
  DataVolume: DataVolumeKind,
  PersistentVolumeClaim: PersistentVolumeClaimKind,
  VirtualMachineSnapshot: SnapshotKind,
};

/** Where an owned object lives. */
export function kindOfOwned(owned: OwnedObject): KindRef<KubeObject> {
  return kinds[owned.kind];
}

export function isOwnedBy(object: KubeObject, uid: string): boolean {
  return object.metadata.ownerReferences?.some((owner) => owner.uid === uid) === true;
}

/** Names of claims and data volumes behind the disks that are marked shareable. */
function sharedNames(vm: unknown): ReadonlySet<string> {
  const shareable = new Set(
    records(vm, 'spec', 'template', 'spec', 'domain', 'devices', 'disks')
      .filter((disk) => at(disk, 'shareable') === true)
      .map((disk) => text(disk, 'name')),
  );
  const names = records(vm, 'spec', 'template', 'spec', 'volumes')
    .filter((volume) => shareable.has(text(volume, 'name')))
    .map((volume) => text(volume, 'dataVolume', 'name') || text(volume, 'persistentVolumeClaim', 'claimName'));
  return new Set(names.filter((name) => name !== ''));
}

function sizeOf(object: unknown): string {
  for (const part of ['storage', 'pvc', '']) {
    const path = part === '' ? ['spec'] : ['spec', part];
    const size = text(object, ...path, 'resources', 'requests', 'storage');
    if (size !== '') return size;
  }
  return '';
}

/** A missing kind, or one that may not be read, has nothing to say here: its objects are shown as unknown by the caller. */
async function ownedOf(kind: OwnedObject['kind'], machine: MachineRef, shared: ReadonlySet<string>): Promise<OwnedObject[]> {
  const { items } = await listObjects(kinds[kind], { namespace: machine.namespace });
  return items
    .filter((item) => isOwnedBy(item, machine.uid))
    .map((item) => ({
      kind,
      name: item.metadata.name,
      uid: item.metadata.uid ?? '',
      size: sizeOf(item),
      shared: shared.has(item.metadata.name),
    }));
}

export interface Owned {
  objects: readonly OwnedObject[];
  /** Kinds that could not be read, with the server's words: what of them goes is not known. */
  unread: readonly { kind: OwnedObject['kind']; message: string }[];
}

/**
 * What goes with a machine, by owner references as they are now. A claim that belongs to a DataVolume goes and stays with
 * it and is not named twice.
 */
export async function ownedObjects(machine: MachineRef): Promise<Owned> {
  if (machine.kind !== 'vm' || machine.uid === '') return { objects: [], unread: [] };
  const shared = sharedNames(await getObject(VirtualMachineKind, machine.name, machine.namespace));
  const all = ['DataVolume', 'PersistentVolumeClaim', 'VirtualMachineSnapshot'] as const;
  const answers = await Promise.allSettled(all.map((kind) => ownedOf(kind, machine, shared)));
  const unread = answers.flatMap((answer, index) => {
    const kind = all[index];
    return answer.status === 'rejected' && kind ? [{ kind, message: String(answer.reason?.message ?? answer.reason) }] : [];
  });
  return { objects: answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])), unread };
}
