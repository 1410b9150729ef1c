import { readFile, rename, writeFile } from 'node:fs/promises';
import { isRecord } from '../../lib/guards';
import type { GuestDefinition } from '../driver';
import type { PlacedDisk } from './disks';
import type { Firmware } from './firmware';
import type { Accelerator } from './machine-arguments';
import type { PlacedInterface } from './network';
import { noGrowth, type Growth } from './sizes';

/** What a guest is, as its folder remembers it: enough to adopt it, or to build its twin for a migration. */
export interface GuestRecord {
  /** Without the contents of seeds: they are in the ISO, once. */
  definition: GuestDefinition;
  accelerator: Accelerator;
  firmware: Firmware;
  disks: PlacedDisk[];
  interfaces: PlacedInterface[];
  growth: Growth;
}

const isDefinition = (value: unknown): value is GuestDefinition =>
  isRecord(value) &&
  ['uid', 'namespace', 'name', 'node'].every((key) => typeof value[key] === 'string') &&
  isRecord(value.instance) &&
  isRecord(value.instance.spec) &&
  isRecord(value.instance.spec.domain) &&
  isRecord(value.instance.spec.domain.devices) &&
  Array.isArray(value.volumes);

const isDisk = (value: unknown) => isRecord(value) && ['name', 'path', 'format', 'kind', 'bus'].every((key) => typeof value[key] === 'string');
const isInterface = (value: unknown) => isRecord(value) && typeof value.mac === 'string' && typeof value.subnet === 'number';

const isGrowth = (value: unknown) => isRecord(value) && Array.isArray(value.cpus) && typeof value.memoryBytes === 'number';

const isGuestRecord = (value: unknown): value is GuestRecord =>
  isRecord(value) &&
  isDefinition(value.definition) &&
  (value.accelerator === 'kvm' || value.accelerator === 'tcg') &&
  isRecord(value.firmware) &&
  Array.isArray(value.disks) &&
  value.disks.every(isDisk) &&
  Array.isArray(value.interfaces) &&
  value.interfaces.every(isInterface) &&
  isGrowth(value.growth);

/** The definition without what must not lie about twice (cloud-init data, secrets). */
export function withoutSeeds(definition: GuestDefinition): GuestDefinition {
  const volumes = definition.volumes.map((volume) =>
    volume.source.type === 'files' ? { ...volume, source: { ...volume.source, files: {} } } : volume,
  );
  return { ...definition, volumes };
}

/** Appears whole or not at all, readable by the owner only. */
export async function writeRecord(path: string, record: GuestRecord): Promise<void> {
  await writeFile(`${path}.part`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.part`, path);
}

/** Undefined when there is no record or it is damaged. */
export async function readRecord(path: string): Promise<GuestRecord | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'));
    // Guests of the first version could not grow.
    const record: unknown = isRecord(read) ? { growth: noGrowth, ...read } : read;
    return isGuestRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}
