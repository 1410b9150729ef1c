import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, isFields, items, text } from '../../read';
import { invalid, labelFault, notSupported, PCI_ADDRESS, when } from './causes';

const BUSES = ['virtio', 'scsi', 'sata', 'usb'];
const CACHES = ['', 'none', 'writethrough', 'writeback'];
const IO_MODES = ['', 'native', 'threads'];
const ERROR_POLICIES = ['', 'stop', 'ignore', 'report', 'enospace'];
const TARGETS = ['disk', 'lun', 'cdrom'] as const;

function targets(disk: Fields, place: string): StatusCause[] {
  return when(TARGETS.filter((target) => isFields(disk[target])).length > 1, () => invalid(place, `${place} can only have a single target type defined`));
}

function buses(disk: Fields, place: string): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const target of TARGETS) {
    const bus = text(disk, target, 'bus');
    if (!bus) continue;
    const field = `${place}.${target}.bus`;
    if (bus === 'ide') causes.push(invalid(field, 'IDE bus is not supported'));
    else if (!BUSES.includes(bus)) causes.push(invalid(field, `${place} is set with an unrecognized bus ${bus}, must be one of: [${BUSES.join(' ')}]`));
    else if (target === 'cdrom' && bus === 'virtio') causes.push(invalid(field, `Bus type ${bus} is invalid for CD-ROM device`));
  }
  const readOnlySata = text(disk, 'disk', 'bus') === 'sata' && at(disk, 'disk', 'readonly') === true;
  return [...causes, ...when(readOnlySata, () => invalid(`${place}.disk.bus`, 'sata hard-disks do not support read-only.'))];
}

/** The odd field names are KubeVirt's: the path of the list is joined with itself. */
function address(disk: Fields, disks: string, index: number): StatusCause[] {
  const value = text(disk, 'disk', 'pciAddress');
  if (!value) return [];
  const here = `${disks}.domain.devices.disks.disk[${index}]`;
  if (text(disk, 'disk', 'bus') !== 'virtio') {
    return [invalid(`${here}.pciAddress`, `disk ${here}.name - setting a PCI address is only possible with bus type virtio.`)];
  }
  return when(!PCI_ADDRESS.test(value), () => invalid(`${here}.pciAddress`, `disk ${here}.name has malformed PCI address (${value}).`));
}

function blockSize(disk: Fields, place: string): StatusCause[] {
  const custom = at(disk, 'blockSize', 'custom');
  const matched = at(disk, 'blockSize', 'matchVolume');
  const here = `${place}.blockSize`;
  if (isFields(custom) && isFields(matched) && matched.enabled !== false) return [invalid(here, "Block size matching can't be enabled together with a custom value")];
  if (!isFields(custom)) return [];
  return ['logical', 'physical'].flatMap((member) => {
    const size = custom[member];
    const odd = typeof size === 'number' && size > 0 && !Number.isInteger(Math.log2(size));
    return when(odd, () => invalid(`${here}.custom.${member}`, `Provided size of ${String(size)} is not a power of 2`));
  });
}

function settings(disk: Fields, disks: string, index: number): StatusCause[] {
  const place = `${disks}[${index}]`;
  const [serial, cache, io, policy] = [text(disk, 'serial'), text(disk, 'cache'), text(disk, 'io'), text(disk, 'errorPolicy')];
  return [
    ...when(!/^[A-Za-z0-9_.+-]*$/.test(serial), () => invalid(`${place}.serial`, `${place} must be made up of the following characters [A-Za-z0-9_.+-], if specified`)),
    ...when(serial.length > 256, () => invalid(`${place}.serial`, `${place} must be less than or equal to 256 in length, if specified`)),
    ...when(!CACHES.includes(cache), () => invalid(`${place}.cache`, `${place}.cache has invalid value ${cache}`)),
    ...when(!IO_MODES.includes(io), () =>
      notSupported(`${disks}.domain.devices.disks[${index}].io`, `Disk IO mode for ${disks} is not supported. Supported modes are: native, threads.`),
    ),
    ...when(!ERROR_POLICIES.includes(policy), () => invalid(`${place}.errorPolicy`, `${place}.errorPolicy has invalid value "${policy}"`)),
  ];
}

function bootOrder(disk: Fields, place: string): StatusCause[] {
  return when(typeof disk.bootOrder === 'number' && disk.bootOrder < 1, () => invalid(`${place}.bootOrder`, `${place} must have a boot order > 0, if supplied`));
}

function volume(disk: Fields, disks: string, index: number, volumes: Fields[]): StatusCause[] {
  const found = volumes.find((each) => each.name === disk.name);
  const place = `${disks}[${index}]`;
  // A CD-ROM drive may be empty.
  if (!found) return when(!isFields(disk.cdrom), () => invalid(`${place}.name`, `${place}.Name '${text(disk, 'name')}' not found.`));
  const mapped = isFields(found.dataVolume) || isFields(found.persistentVolumeClaim);
  return when(isFields(disk.lun) && !mapped, () => invalid(`${place}.lun`, `${place}.lun can only be mapped to a DataVolume or PersistentVolumeClaim volume.`));
}

/** `spec.domain.devices.disks`. */
export function diskCauses(spec: Fields, T: string): StatusCause[] {
  const list = items(spec, 'domain', 'devices', 'disks');
  const disks = `${T}.domain.devices.disks`;
  return list.flatMap((disk, index) => {
    const place = `${disks}[${index}]`;
    const first = list.findIndex((each) => each.name === disk.name);
    const fault = labelFault(text(disk, 'name'));
    return [
      ...when(first < index, () => invalid(`${place}.name`, `${place} and ${disks}[${first}] must not have the same Name.`)),
      ...volume(disk, disks, index, items(spec, 'volumes')),
      ...targets(disk, place),
      ...bootOrder(disk, place),
      ...buses(disk, place),
      ...address(disk, disks, index),
      ...settings(disk, disks, index),
      ...when(fault !== undefined, () => invalid(`${disks}.domain.devices.disks[${index}].name`, fault ?? '')),
      ...blockSize(disk, place),
    ];
  });
}

/** Boot orders are one row over disks and interfaces. */
export function bootOrderCauses(spec: Fields, T: string): StatusCause[] {
  const taken = new Set<number>();
  const check = (list: 'disks' | 'interfaces') =>
    items(spec, 'domain', 'devices', list).flatMap((device, index) => {
      if (typeof device.bootOrder !== 'number' || device.bootOrder < 1) return [];
      const field = `${T}.domain.devices.${list}[${index}].bootOrder`;
      const twice = taken.has(device.bootOrder);
      taken.add(device.bootOrder);
      return when(twice, () => invalid(field, `Boot order for ${field} already set for a different device.`));
    });
  return [...check('disks'), ...check('interfaces')];
}
