import type { VirtualMachineInstanceSpec } from '../../../../contracts/virt';
import type { PreferenceSpec } from './types';

type Devices = VirtualMachineInstanceSpec['domain']['devices'];
type Wishes = NonNullable<PreferenceSpec['devices']>;

function applyDisks(devices: Devices, wishes: Wishes): void {
  for (const disk of devices.disks ?? []) {
    if (disk.disk) disk.disk.bus ??= wishes.preferredDiskBus;
    if (disk.cdrom) disk.cdrom.bus ??= wishes.preferredCdromBus;
    if (disk.lun) disk.lun.bus ??= wishes.preferredLunBus;
    if (wishes.preferredDiskDedicatedIoThread !== undefined && disk.disk?.bus === 'virtio') disk.dedicatedIOThread ??= wishes.preferredDiskDedicatedIoThread;
    if (wishes.preferredDiskCache) disk.cache ??= wishes.preferredDiskCache;
    if (wishes.preferredDiskIO) disk.io ??= wishes.preferredDiskIO;
    if (wishes.preferredDiskBlockSize) disk.blockSize ??= structuredClone(wishes.preferredDiskBlockSize);
    dropUnset(disk.disk, disk.cdrom, disk.lun);
  }
}

/** `??=` with an undefined wish leaves members that are there without a value. */
function dropUnset(...targets: ({ bus?: string } | undefined)[]): void {
  for (const target of targets) if (target && target.bus === undefined) delete target.bus;
}

function applyInterfaces(spec: VirtualMachineInstanceSpec, wishes: Wishes): void {
  for (const card of spec.domain.devices.interfaces ?? []) {
    const pod = spec.networks?.some((network) => network.name === card.name && network.pod);
    const bound = card.bridge ?? card.masquerade ?? card.sriov ?? card.binding ?? card.passtBinding;
    if (!card.sriov && wishes.preferredInterfaceModel) card.model ??= wishes.preferredInterfaceModel;
    if (wishes.preferredInterfaceMasquerade && pod && !bound) card.masquerade = {};
  }
}

function applyInputs(devices: Devices, wishes: Wishes): void {
  for (const input of devices.inputs ?? []) {
    if (wishes.preferredInputBus) input.bus ??= wishes.preferredInputBus;
    if (wishes.preferredInputType) input.type ??= wishes.preferredInputType;
  }
}

/** Devices that a preference adds or sets unless the spec says otherwise. */
export function applyDevicePreferences(spec: VirtualMachineInstanceSpec, { devices: wishes }: PreferenceSpec): void {
  if (!wishes) return;
  const { devices } = spec.domain;
  applyDisks(devices, wishes);
  applyInterfaces(spec, wishes);
  applyInputs(devices, wishes);
  const set = <Key extends keyof Devices>(key: Key, wish: Devices[Key] | undefined) => {
    if (wish !== undefined && devices[key] === undefined) devices[key] = structuredClone(wish);
  };
  set('rng', wishes.preferredRng);
  set('tpm', wishes.preferredTPM);
  set('autoattachGraphicsDevice', wishes.preferredAutoattachGraphicsDevice);
  set('autoattachMemBalloon', wishes.preferredAutoattachMemBalloon);
  set('autoattachPodInterface', wishes.preferredAutoattachPodInterface);
  set('autoattachSerialConsole', wishes.preferredAutoattachSerialConsole);
  set('autoattachInputDevice', wishes.preferredAutoattachInputDevice);
  set('blockMultiQueue', wishes.preferredBlockMultiQueue);
  set('networkInterfaceMultiqueue', wishes.preferredNetworkInterfaceMultiQueue);
  set('useVirtioTransitional', wishes.preferredUseVirtioTransitional);
  set('disableHotplug', wishes.preferredDisableHotplug);
  if (wishes.preferredVideoType) set('video', { type: wishes.preferredVideoType });
  if (devices.sound && wishes.preferredSoundModel) devices.sound.model ??= wishes.preferredSoundModel;
  const wantsInput = wishes.preferredAutoattachInputDevice ?? devices.autoattachInputDevice ?? wishes.preferredInputType !== undefined;
  if (wantsInput && !devices.inputs?.length && wishes.preferredInputType && wishes.preferredInputBus) {
    devices.inputs = [{ name: 'default-0', type: wishes.preferredInputType, bus: wishes.preferredInputBus }];
  }
}
