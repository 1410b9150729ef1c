import type { VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import { isHotpluggable } from '../vm/live-update';
import type { DeviceTask } from './device-changes';
import { claimObstacle, guestVolume } from './guest-volumes';
import { HANDLER, type InstanceContext } from './vmi-context';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];
type VolumeStatus = NonNullable<NonNullable<VirtualMachineInstance['status']>['volumeStatus']>[number];

const ATTACHED = 'Ready';

const statusOf = (vmi: VirtualMachineInstance, name: string) => vmi.status?.volumeStatus?.find((entry) => entry.name === name);

/** The next hot-plug step of a running instance: volumes to attach, volumes to take out. */
export function hotplugSteps(vmi: VirtualMachineInstance): { attach: Volume[]; detach: string[] } {
  const wanted = (vmi.spec.volumes ?? []).filter(isHotpluggable);
  const attach = wanted.filter((volume) => statusOf(vmi, volume.name)?.phase !== ATTACHED);
  const names = new Set((vmi.spec.volumes ?? []).map((volume) => volume.name));
  const detach = (vmi.status?.volumeStatus ?? []).filter((entry) => entry.hotplugVolume && !names.has(entry.name)).map((entry) => entry.name);
  return { attach, detach };
}

/** A guest that has just started has all the volumes of its spec. */
export function markPlugged(draft: VirtualMachineInstance): void {
  const plugged = new Set((draft.spec.volumes ?? []).filter(isHotpluggable).map((volume) => volume.name));
  for (const entry of draft.status?.volumeStatus ?? []) if (plugged.has(entry.name)) Object.assign(entry, { hotplugVolume: {}, phase: ATTACHED });
}

async function setStatus({ client }: InstanceContext, vmi: VirtualMachineInstance, name: string, change: Partial<VolumeStatus> | undefined): Promise<void> {
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
    const status = (draft.status ??= {});
    const others = (status.volumeStatus ?? []).filter((entry) => entry.name !== name);
    const old = status.volumeStatus?.find((entry) => entry.name === name) ?? { name, target: '' };
    const next = change && { ...old, hotplugVolume: {}, ...change };
    status.volumeStatus = (next ? [...others, next] : others).sort((a, b) => a.name.localeCompare(b.name));
  });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function fail(context: InstanceContext, vmi: VirtualMachineInstance, name: string, phase: string, error: unknown): Promise<void> {
  const message = messageOf(error);
  context.failedAt.set(`${vmi.metadata.uid ?? ''}/${name}`, context.clock.now());
  context.events.record(vmi, { reason: 'HotplugFailed', message, warning: true, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await setStatus(context, vmi, name, { phase, reason: 'HotplugFailed', message });
}

async function attach(context: InstanceContext, vmi: VirtualMachineInstance, volume: Volume): Promise<void> {
  const { driver, events } = context;
  const only = { ...vmi, spec: { ...vmi.spec, volumes: [volume] } };
  const obstacle = claimObstacle(context, only);
  if (obstacle) {
    const words = obstacle === 'waiting' ? { reason: 'PVCNotReady', message: 'PVC is in phase Pending' } : { reason: obstacle.reason, message: obstacle.message };
    return setStatus(context, vmi, volume.name, { phase: 'Pending', ...words });
  }
  const disk = vmi.spec.domain.devices.disks?.find((each) => each.name === volume.name);
  const ready = await guestVolume(context, vmi, volume);
  if (!disk || !ready) return;
  try {
    await driver.attachVolume(vmi.metadata.uid ?? '', ready, { ...disk });
  } catch (error) {
    if (!messageOf(error).includes('attached already')) return fail(context, vmi, volume.name, 'MountedToPod', error);
  }
  const message = `Successfully attach hotplugged volume ${volume.name} to VM`;
  events.record(vmi, { reason: 'VolumeReady', message, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await setStatus(context, vmi, volume.name, { phase: ATTACHED, reason: 'VolumeReady', message });
}

async function detach(context: InstanceContext, vmi: VirtualMachineInstance, name: string): Promise<void> {
  const { driver, events } = context;
  await setStatus(context, vmi, name, { phase: 'Detaching' });
  try {
    await driver.detachVolume(vmi.metadata.uid ?? '', name);
  } catch (error) {
    return fail(context, vmi, name, 'Detaching', error);
  }
  events.record(vmi, { reason: 'VolumeUnplugged', message: `Volume ${name} has been unplugged`, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await setStatus(context, vmi, name, undefined);
}

/** Volumes to attach and to take out. */
export function hotplugTasks(context: InstanceContext, vmi: VirtualMachineInstance): DeviceTask[] {
  const steps = hotplugSteps(vmi);
  const attaching = steps.attach.filter((volume) => !stillWaits(context, vmi, volume));
  return [
    ...steps.detach.map((name) => ({ about: name, run: () => detach(context, vmi, name) })),
    ...attaching.map((volume) => ({ about: volume.name, run: () => attach(context, vmi, volume) })),
  ];
}

/** Known to wait for its claim, and the claim is still not there. */
function stillWaits(context: InstanceContext, vmi: VirtualMachineInstance, volume: Volume): boolean {
  return statusOf(vmi, volume.name)?.phase === 'Pending' && claimObstacle(context, { ...vmi, spec: { ...vmi.spec, volumes: [volume] } }) !== undefined;
}
