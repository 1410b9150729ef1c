import { mkdir, rm } from 'node:fs/promises';
import type { GuestDefinition } from '../driver';
import type { Clock } from '../../lib/clock';
import { qemuArguments } from './arguments';
import { wantsTpm } from './device-arguments';
import { placeDisks } from './disks';
import type { GuestFiles } from './files';
import { processesIn } from './find-pid';
import { prepareFirmware } from './firmware';
import { keptTpm, nvramPath, wantsPersistentTpm } from './kept-state';
import type { Accelerator } from './machine-arguments';
import { placeInterfaces } from './network';
import { startProcess, type QemuProcess } from './process';
import { withoutSeeds, writeRecord, type GuestRecord } from './record';
import { noGrowth } from './sizes';
import { endTpm, startTpm } from './tpm';
import { prepareVolume } from './volumes';

export interface LayOutContext {
  accelerator: Accelerator;
  /** Subnets other guests use. */
  subnets: ReadonlySet<number>;
}

export interface LaunchOptions {
  /** The process waits for a migration. */
  incoming: boolean;
  context: { qemuPath: string; clock: Clock };
}

/** A process nobody adopted would go on without a folder, with the disks in its hands. */
async function endLeftovers(files: GuestFiles): Promise<void> {
  for (const generation of files.generations()) {
    const { folder } = files.process(generation);
    const pids = [...(await processesIn(folder, 'qemu')), ...(await processesIn(folder, 'swtpm'))];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  }
}

/** Makes the guest's folder with all it needs to run. */
export async function layOutGuest(definition: GuestDefinition, files: GuestFiles, context: LayOutContext): Promise<GuestRecord> {
  await endLeftovers(files);
  await rm(files.folder, { recursive: true, force: true });
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  const volumes = [];
  for (const volume of definition.volumes) volumes.push(await prepareVolume(volume, files));
  const record: GuestRecord = {
    definition: withoutSeeds(definition),
    accelerator: context.accelerator,
    firmware: await prepareFirmware(definition, await nvramPath(definition, files.nvram, files.kept(definition))),
    disks: placeDisks(definition, volumes),
    interfaces: placeInterfaces(definition, context.subnets),
    growth: noGrowth,
  };
  await writeRecord(files.definition, record);
  return record;
}

/** A first process goes on with the state of the run before; the target of a migration is sent its state. */
function initialTpm({ definition }: GuestRecord, files: GuestFiles, { incoming }: LaunchOptions): string | undefined {
  return wantsPersistentTpm(definition) && !incoming ? keptTpm(files.kept(definition)) : undefined;
}

/** Starts a process for the guest of `record`: the first one, or with `incoming` the twin that waits for a migration. */
export async function launch(record: GuestRecord, files: GuestFiles, generation: number, options: LaunchOptions): Promise<QemuProcess> {
  const plan = { ...record, serialLog: files.serialLog, incoming: options.incoming };
  const { qemuPath, clock } = options.context;
  const place = files.process(generation);
  if (wantsTpm(record.definition)) await startTpm(place, clock, initialTpm(record, files, options));
  try {
    return await startProcess(qemuPath, qemuArguments(plan), place, clock);
  } catch (error) {
    await endTpm(place);
    throw error;
  }
}
