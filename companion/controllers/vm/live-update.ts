import { isDeepStrictEqual } from 'node:util';
import type { VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { applyLiveInterfaces, dropLiveInterfaces } from './live-interfaces';
import { applyLiveSize } from './live-size';

type Spec = VirtualMachineInstanceSpec;
type Volume = NonNullable<Spec['volumes']>[number];
type Disk = NonNullable<Spec['domain']['devices']['disks']>[number];

/** Volumes that may come and go while the guest runs. */
export function isHotpluggable(volume: Volume): boolean {
  return volume.dataVolume?.hotpluggable === true || volume.persistentVolumeClaim?.hotpluggable === true;
}

const volumesOf = (spec: Spec) => spec.volumes ?? [];
const disksOf = (spec: Spec) => spec.domain.devices.disks ?? [];

/** Disks whose volume may be exchanged under them: hot-plugged ones and CD-ROM drives. */
function livelyDisks(spec: Spec): Set<string> {
  return new Set(volumesOf(spec).filter(isHotpluggable).map((volume) => volume.name));
}

/** Copies into the instance's spec what the template changed and a running guest can take; true when something changed. */
export function applyLiveUpdates(instance: Spec, template: Spec, options: { memory: boolean } = { memory: true }): boolean {
  const before = structuredClone(instance);
  instance.volumes = liveVolumes(instance, template);
  instance.domain.devices.disks = liveDisks(instance, template);
  applyLiveInterfaces(instance, template);
  applyLiveSize(instance, template, options.memory);
  for (const member of ['nodeSelector', 'affinity', 'tolerations'] as const) copy(instance, template, member);
  if (before.volumes === undefined && instance.volumes.length === 0) delete instance.volumes;
  if (before.domain.devices.disks === undefined && instance.domain.devices.disks.length === 0) delete instance.domain.devices.disks;
  return !isDeepStrictEqual(before, instance);
}

function copy<Member extends 'nodeSelector' | 'affinity' | 'tolerations'>(to: Spec, from: Spec, member: Member): void {
  if (from[member] === undefined) delete to[member];
  else to[member] = structuredClone(from[member]);
}

function liveVolumes(instance: Spec, template: Spec): Volume[] {
  const wanted = volumesOf(template).filter(isHotpluggable);
  const kept = volumesOf(instance).filter((volume) => !isHotpluggable(volume) || wanted.some((each) => isDeepStrictEqual(each, volume)));
  const added = wanted.filter((volume) => !volumesOf(instance).some((each) => each.name === volume.name));
  return [...kept, ...structuredClone(added)];
}

function liveDisks(instance: Spec, template: Spec): Disk[] {
  const lively = livelyDisks(template);
  const known = new Set(disksOf(instance).map((disk) => disk.name));
  const fixed = new Set(volumesOf(instance).map((volume) => volume.name));
  const kept = disksOf(instance).filter((disk) => disk.cdrom !== undefined || fixed.has(disk.name));
  const added = disksOf(template).filter((disk) => lively.has(disk.name) && !known.has(disk.name));
  return [...kept, ...structuredClone(added)];
}

/** What is left of a template when everything is taken away that a running guest can take. */
function restOf(spec: Spec, started: Spec): unknown {
  const lively = livelyDisks(spec);
  const copyOf = structuredClone(spec);
  copyOf.volumes = volumesOf(copyOf).filter((volume) => !isHotpluggable(volume) && !volume.memoryDump);
  copyOf.domain.devices.disks = disksOf(copyOf).filter((disk) => disk.cdrom !== undefined || !lively.has(disk.name));
  dropLiveInterfaces(copyOf, started);
  delete copyOf.domain.cpu?.sockets;
  delete copyOf.domain.memory?.guest;
  delete copyOf.nodeSelector;
  delete copyOf.affinity;
  delete copyOf.tolerations;
  return copyOf;
}

/** True when the template differs in something only a restart applies; CPUs and memory are judged by themselves. */
export function needsRestart(started: Spec, now: Spec): boolean {
  return !isDeepStrictEqual(restOf(started, started), restOf(now, started));
}
