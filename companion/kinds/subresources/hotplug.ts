import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { isRecord } from '../../lib/guards';
import { ACCEPTED, badRequest, refused, type Singular, written } from './answers';
import { type Call, type Handler, instanceOf, machineOf } from './context';

type Volume = NonNullable<VirtualMachineInstanceSpec['volumes']>[number];
type Disk = NonNullable<VirtualMachineInstanceSpec['domain']['devices']['disks']>[number];

interface Addition {
  name: string;
  disk: Disk;
  volume: Volume;
  source: string;
}

function additionOf({ options }: Call): Addition {
  const { name, disk, volumeSource } = options;
  if (typeof name !== 'string' || !name) throw badRequest('AddVolumeOptions requires name to be set');
  if (!isRecord(disk)) throw badRequest('AddVolumeOptions requires disk to not be nil');
  if (!isRecord(volumeSource)) throw badRequest('AddVolumeOptions requires VolumeSource to not be nil');
  const { dataVolume, persistentVolumeClaim } = volumeSource;
  if (isRecord(dataVolume)) {
    const source = String(dataVolume.name ?? '');
    return { name, source, disk: { ...disk, name } as Disk, volume: { name, dataVolume: { name: source, hotpluggable: true } } };
  }
  if (isRecord(persistentVolumeClaim)) {
    const source = String(persistentVolumeClaim.claimName ?? '');
    return { name, source, disk: { ...disk, name } as Disk, volume: { name, persistentVolumeClaim: { claimName: source, hotpluggable: true } } };
  }
  throw badRequest('AddVolumeOptions requires VolumeSource to not be nil');
}

const sourceName = (volume: Volume) => volume.dataVolume?.name ?? volume.persistentVolumeClaim?.claimName;

function checkAddition(spec: VirtualMachineInstanceSpec | undefined, addition: Addition, kind: Singular, object: string): void {
  for (const volume of spec?.volumes ?? []) {
    if (volume.name === addition.name) throw refused(kind, object, `Unable to add volume [${addition.name}] because volume with that name already exists`);
    if (sourceName(volume) === addition.source) throw refused(kind, object, `Unable to add volume source [${addition.source}] because it already exists`);
  }
}

function add(spec: VirtualMachineInstanceSpec, { disk, volume }: Addition): void {
  spec.volumes = [...(spec.volumes ?? []), volume];
  const { devices } = spec.domain;
  devices.disks = [...(devices.disks ?? []), disk];
}

function remove(spec: VirtualMachineInstanceSpec, name: string): void {
  spec.volumes = (spec.volumes ?? []).filter((volume) => volume.name !== name);
  spec.domain.devices.disks = (spec.domain.devices.disks ?? []).filter((disk) => disk.name !== name);
}

function editTemplate(call: Call, edit: (spec: VirtualMachineInstanceSpec) => void): Promise<VirtualMachine | undefined> {
  const { context, namespace, name } = call;
  return written(
    context.client.mutate(VirtualMachineKind, name, namespace, (draft) => {
      if (draft.spec.template.spec) edit(draft.spec.template.spec);
    }),
  );
}

export const addVolume: Handler = async (call) => {
  const addition = additionOf(call);
  const vm = machineOf(call);
  checkAddition(vm.spec.template.spec, addition, 'virtualmachine', call.name);
  if (!call.dryRun) await editTemplate(call, (spec) => add(spec, addition));
  return ACCEPTED;
};

function removalOf({ options }: Call): string {
  if (typeof options.name !== 'string' || !options.name) throw badRequest('RemoveVolumeOptions requires name to be set');
  return options.name;
}

function checkRemoval(spec: VirtualMachineInstanceSpec | undefined, volume: string, kind: Singular, object: string): void {
  const found = spec?.volumes?.find((each) => each.name === volume);
  if (!found) throw refused(kind, object, `Unable to remove volume [${volume}] because it does not exist`);
  const hotpluggable = found.dataVolume?.hotpluggable ?? found.persistentVolumeClaim?.hotpluggable ?? false;
  if (!hotpluggable) throw refused(kind, object, `Unable to remove volume [${volume}] because it is not hotpluggable`);
}

export const removeVolume: Handler = async (call) => {
  const volume = removalOf(call);
  checkRemoval(machineOf(call).spec.template.spec, volume, 'virtualmachine', call.name);
  if (!call.dryRun) await editTemplate(call, (spec) => remove(spec, volume));
  return ACCEPTED;
};

/** Instances that a machine owns are changed through the machine. */
function requireStandalone(call: Call): VirtualMachineInstanceSpec {
  const vmi = instanceOf(call);
  const owned = vmi.metadata.ownerReferences?.some((owner) => owner.kind === 'VirtualMachine');
  if (owned) throw badRequest(`VMI ${call.namespace}/${call.name} is owned by a VM`);
  return vmi.spec;
}

function editInstance({ context, namespace, name }: Call, edit: (spec: VirtualMachineInstanceSpec) => void) {
  return written(context.client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => edit(draft.spec)));
}

export const addInstanceVolume: Handler = async (call) => {
  const addition = additionOf(call);
  checkAddition(requireStandalone(call), addition, 'virtualmachineinstance', call.name);
  if (!call.dryRun) await editInstance(call, (spec) => add(spec, addition));
  return ACCEPTED;
};

export const removeInstanceVolume: Handler = async (call) => {
  const volume = removalOf(call);
  checkRemoval(requireStandalone(call), volume, 'virtualmachineinstance', call.name);
  if (!call.dryRun) await editInstance(call, (spec) => remove(spec, volume));
  return ACCEPTED;
};
