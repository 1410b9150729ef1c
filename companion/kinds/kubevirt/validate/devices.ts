import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, isFields, items, text } from '../../read';
import type { FeatureGates } from '../feature-gates';
import { invalid, when } from './causes';

function inputs(spec: Fields, T: string): StatusCause[] {
  return items(spec, 'domain', 'devices', 'inputs').flatMap((input, index) => {
    const place = `${T}.domain.devices.inputs[${index}]`;
    const [type, bus] = [text(input, 'type'), text(input, 'bus')];
    return [
      ...when(!['', 'virtio', 'usb'].includes(bus), () => invalid(`${place}.bus`, 'Input device can have only virtio or usb bus.')),
      ...when(type !== 'tablet', () => invalid(`${place}.type`, 'Input device can have only tablet type.')),
    ];
  });
}

function sound(devices: Fields, T: string): StatusCause[] {
  if (!isFields(devices.sound)) return [];
  const [name, model] = [text(devices.sound, 'name'), text(devices.sound, 'model')];
  return [
    ...when(!['', 'ich9', 'ac97'].includes(model), () => invalid(`${T}.Sound`, "Sound device type is not supported. Options: 'ich9' or 'ac97'")),
    ...when(!name, () => invalid(`${T}.Sound`, 'Sound device requires a name field.')),
  ];
}

const isSecureBoot = (domain: Fields) => {
  const efi = at(domain, 'firmware', 'bootloader', 'efi');
  return isFields(efi) && efi.secureBoot !== false;
};

function firmware(domain: Fields, D: string): StatusCause[] {
  const bootloader = at(domain, 'firmware', 'bootloader');
  const both = isFields(at(bootloader, 'efi')) && isFields(at(bootloader, 'bios'));
  const smm = at(domain, 'features', 'smm');
  const hasSmm = isFields(smm) && smm.enabled !== false;
  const kernel = at(domain, 'firmware', 'kernelBoot');
  const argsOnly = isFields(kernel) && text(kernel, 'kernelArgs') !== '' && !isFields(kernel.container);
  return [
    ...when(both, () => invalid(`${D}.firmware.bootloader`, `${D}.firmware.bootloader has both EFI and BIOS configured, but they are mutually exclusive.`)),
    ...when(isSecureBoot(domain) && !hasSmm, () => invalid(D, `${D} has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.`)),
    ...when(argsOnly, () => invalid(`${D}.firmware.kernelBoot.kernelArgs`, 'kernel arguments cannot be provided without an external kernel')),
  ];
}

function ioThreads(domain: Fields, D: string): StatusCause[] {
  const policy = text(domain, 'ioThreadsPolicy');
  const count = at(domain, 'ioThreads', 'supplementalPoolThreadCount');
  const unset = policy === 'supplementalPool' && !(typeof count === 'number' && count > 0);
  return [
    ...when(!['', 'auto', 'shared', 'supplementalPool'].includes(policy), () => invalid(`${D}.ioThreadsPolicy`, `Invalid IOThreadsPolicy (${policy})`)),
    ...when(unset, () => invalid(`${D}.ioThreads.count`, 'the number of iothreads needs to be set and positive for the dedicated policy')),
  ];
}

/** Devices, firmware and what needs a feature gate that is off. */
export function deviceCauses(spec: Fields, T: string, gates: FeatureGates): StatusCause[] {
  const domain = spec.domain as Fields;
  const devices = isFields(domain.devices) ? domain.devices : {};
  const D = `${T}.domain`;
  const headless = isFields(devices.video) && devices.autoattachGraphicsDevice === false;
  const sevWithoutEfi = isFields(at(domain, 'launchSecurity', 'sev')) && !isFields(at(domain, 'firmware', 'bootloader', 'efi'));
  return [
    ...inputs(spec, T),
    ...sound(devices, T),
    ...ioThreads(domain, D),
    ...firmware(domain, D),
    ...when(headless, () => invalid(`${T}.video`, 'Video configuration is not allowed when autoattachGraphicsDevice is set to false')),
    ...when(items(devices, 'hostDevices').length > 0 && !gates('HostDevices'), () => invalid(`${T}.HostDevices`, 'Host Devices feature gate is not enabled in kubevirt-config')),
    ...when(devices.autoattachVSOCK === true && !gates('VSOCK'), () => invalid(`${D}.devices.autoattachVSOCK`, 'VSOCK feature gate is not enabled in kubevirt-config')),
    ...when(sevWithoutEfi, () => invalid(`${T}.launchSecurity`, 'SEV requires OVMF (UEFI)')),
  ];
}
