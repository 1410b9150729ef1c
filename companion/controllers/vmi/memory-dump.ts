import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PersistentVolumeClaimKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { PersistentVolumeClaim, VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { Marks } from '../storage/claim-marks';
import { volumeFolder } from '../storage/volume-files';
import type { DeviceTask } from './device-changes';
import { HANDLER, type InstanceContext } from './vmi-context';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];
type VolumeStatus = NonNullable<NonNullable<VirtualMachineInstance['status']>['volumeStatus']>[number];

const SUFFIX = '.memory.dump';
const OVER = ['MemoryDumpCompleted', 'MemoryDumpFailed'];

const statusOf = (vmi: VirtualMachineInstance, name: string) => vmi.status?.volumeStatus?.find((entry) => entry.name === name);

async function setStatus({ client }: InstanceContext, vmi: VirtualMachineInstance, name: string, change: Partial<VolumeStatus>): Promise<void> {
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
    const entry = draft.status?.volumeStatus?.find((each) => each.name === name);
    if (entry) Object.assign(entry, change);
  });
}

/** `20260102-030405`, as KubeVirt stamps the file. */
const stamp = (time: string) => time.replace(/[-:Z]/g, '').replace('T', '-');

/** Writes the dump into the claim's folder. A claim holds one dump: older ones go first, as their room is needed. */
async function writeDump({ driver, folder }: InstanceContext, vmi: VirtualMachineInstance, claim: PersistentVolumeClaim, file: string): Promise<void> {
  const target = volumeFolder(folder, claim.metadata.uid ?? '');
  await mkdir(target, { recursive: true });
  const old = (await readdir(target)).filter((name) => name.endsWith(SUFFIX));
  await Promise.all(old.map((name) => rm(join(target, name), { force: true })));
  await driver.dumpMemory(vmi.metadata.uid ?? '', join(target, file));
}

async function dump(context: InstanceContext, vmi: VirtualMachineInstance, volume: Volume, claim: PersistentVolumeClaim): Promise<void> {
  const { clock, events } = context;
  const startTimestamp = timestamp(clock);
  const claimName = claim.metadata.name;
  const file = `${vmi.metadata.name}-${claimName}-${stamp(startTimestamp)}${SUFFIX}`;
  const host = vmi.status?.nodeName ?? '';
  await setStatus(context, vmi, volume.name, { phase: 'MemoryDumpInProgress', reason: 'MemoryDumpInProgress', message: 'Memory dump Volume is attached, getting memory dump', memoryDumpVolume: { claimName, startTimestamp } });
  try {
    await writeDump(context, vmi, claim, file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    events.record(vmi, { reason: 'MemoryDumpFailed', message, warning: true, component: HANDLER, host });
    await setStatus(context, vmi, volume.name, { phase: 'MemoryDumpFailed', reason: 'MemoryDumpFailed', message, memoryDumpVolume: { claimName, startTimestamp, endTimestamp: timestamp(clock) } });
    return;
  }
  const message = 'Memory dump Volume has completed successfully';
  events.record(vmi, { reason: 'MemoryDumpCompleted', message, component: HANDLER, host });
  const memoryDumpVolume = { claimName, startTimestamp, endTimestamp: timestamp(clock), targetFileName: file };
  await setStatus(context, vmi, volume.name, { phase: 'MemoryDumpCompleted', reason: 'MemoryDumpCompleted', message, memoryDumpVolume });
}

/** The guest is the first consumer of a claim that waits for one. */
async function waitForClaim(context: InstanceContext, vmi: VirtualMachineInstance, volume: Volume, claim: PersistentVolumeClaim): Promise<void> {
  if (!claim.metadata.annotations?.[Marks.selectedNode]) {
    await context.client.mutate(PersistentVolumeClaimKind, claim.metadata.name, claim.metadata.namespace, (draft) => {
      draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.selectedNode]: vmi.status?.nodeName ?? '' };
    });
  }
  await setStatus(context, vmi, volume.name, { phase: 'Pending', reason: 'PVCNotReady', message: 'PVC is in phase Pending' });
}

/** Dumps of the guest's memory that are asked for by a volume and not made yet. */
export function memoryDumpTasks(context: InstanceContext, vmi: VirtualMachineInstance): DeviceTask[] {
  return (vmi.spec.volumes ?? []).flatMap((volume): DeviceTask[] => {
    const known = statusOf(vmi, volume.name);
    if (!volume.memoryDump || !known || OVER.includes(known.phase ?? '')) return [];
    const claim = context.client.get(PersistentVolumeClaimKind, volume.memoryDump.claimName, vmi.metadata.namespace);
    if (claim?.status?.phase === 'Bound') return [{ about: volume.name, run: () => dump(context, vmi, volume, claim) }];
    return claim && known.phase !== 'Pending' ? [{ about: volume.name, run: () => waitForClaim(context, vmi, volume, claim) }] : [];
  });
}
