import { StorageClassKind } from '../../../contracts/kinds';
import { Annotations } from '../../../contracts/labels';
import type { StorageClass } from '../../../contracts/virt';
import type { ObjectReader } from '../../store/client';

function annotated(classes: readonly StorageClass[], annotation: string): StorageClass | undefined {
  return classes
    .filter((each) => each.metadata.annotations?.[annotation] === 'true')
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '') || a.metadata.name.localeCompare(b.metadata.name))[0];
}

/** The class a claim without one gets: for virtual disks the virtualization default first. */
export function defaultClass(read: ObjectReader, forDisks: boolean): StorageClass | undefined {
  const classes = read.list(StorageClassKind);
  return (forDisks ? annotated(classes, Annotations.defaultVirtStorageClass) : undefined) ?? annotated(classes, Annotations.defaultStorageClass);
}

export interface ClaimPropertySet {
  accessModes?: string[];
  volumeMode?: string;
}

/** What a class of this machine can do, from its parameters: `accessModes` (comma list, best first) and `volumeMode`. */
export function propertySetsOf(storageClass: StorageClass): ClaimPropertySet[] {
  const { accessModes, volumeMode } = storageClass.parameters ?? {};
  if (!accessModes) return [];
  const mode = volumeMode ?? 'Filesystem';
  return accessModes.split(',').map((accessMode) => ({ accessModes: [accessMode.trim()], volumeMode: mode }));
}
