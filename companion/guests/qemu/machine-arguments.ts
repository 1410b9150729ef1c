import type { GuestDefinition } from '../driver';
import { objectAt, stringAt } from '../json';
import type { Firmware } from './firmware';
import { memoryOption, topologyOption } from './sizes';

export type Accelerator = 'kvm' | 'tcg';


/** QEMU's option strings split at commas: a doubled comma is a comma of the value. */
export const optionText = (text: string) => text.replaceAll(',', ',,');

const name = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

/**
 * The CPU of the guest. The emulator has no model of the host: there everything it can do (`max`) stands for it, but for
 * five-level paging: Linux uses it when it is there, and boots a third slower for it. A named model is emulated as far as QEMU can.
 */
export function cpuModel(definition: GuestDefinition, accelerator: Accelerator): string {
  const cpu = definition.instance.spec.domain.cpu;
  const asked = cpu?.model ?? 'host-model';
  const isHost = asked === 'host-model' || asked === 'host-passthrough' || !name.test(asked);
  const model = isHost ? (accelerator === 'kvm' ? 'host' : 'max,la57=off') : asked;
  const features = (cpu?.features ?? []).flatMap((feature) => {
    if (!name.test(feature.name)) return [];
    if (feature.policy === 'disable' || feature.policy === 'forbid') return [`${feature.name}=off`];
    return feature.policy === 'optional' ? [] : [`${feature.name}=on`];
  });
  return [model, ...features].join(',');
}

function machine(definition: GuestDefinition, firmware: Firmware): string {
  const features = definition.instance.spec.domain.features;
  const asked = stringAt(definition.instance.spec.domain.machine, 'type') ?? 'q35';
  const type = /^(pc|q35|pc-q35-\d+\.\d+|pc-i440fx-\d+\.\d+)$/.test(asked) ? asked : 'q35';
  const smm = firmware.type === 'uefi' && firmware.secureBoot;
  const acpi = objectAt(features, 'acpi').enabled !== false;
  return [type, `smm=${smm ? 'on' : 'off'}`, ...(acpi ? [] : ['acpi=off']), 'vmport=off', 'usb=off'].join(',');
}

function firmwareArguments(firmware: Firmware): string[] {
  if (firmware.type === 'bios') return [];
  const code = JSON.stringify({ driver: 'file', 'node-name': 'firmware', filename: firmware.code, 'read-only': true });
  const variables = JSON.stringify({ driver: 'file', 'node-name': 'nvram', filename: firmware.variables });
  return [
    ...['-blockdev', code, '-blockdev', variables, '-machine', 'pflash0=firmware,pflash1=nvram'],
    ...(firmware.secureBoot ? ['-global', 'driver=cfi.pflash01,property=secure,value=on'] : []),
  ];
}

function identity(definition: GuestDefinition): string[] {
  const firmware = definition.instance.spec.domain.firmware ?? {};
  const uuid = stringAt(firmware, 'uuid');
  const serial = stringAt(firmware, 'serial');
  const isUuid = uuid !== undefined && /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(uuid);
  return [
    ...['-name', `guest=${optionText(`${definition.namespace}_${definition.name}`)}`],
    ...(isUuid ? ['-uuid', uuid] : []),
    ...['-smbios', `type=1,manufacturer=KubeVirt,product=virtdeck${serial ? `,serial=${optionText(serial)}` : ''}`],
  ];
}

/** Machine, firmware, processor, memory, clock and what the process may do on the host. */
export function machineArguments(definition: GuestDefinition, accelerator: Accelerator, firmware: Firmware): string[] {
  const rebootEnds = stringAt(definition.instance.spec.domain, 'rebootPolicy') === 'Terminate';
  return [
    ...identity(definition),
    ...['-nodefaults', '-no-user-config'],
    ...['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'],
    ...['-machine', machine(definition, firmware), '-accel', accelerator],
    ...firmwareArguments(firmware),
    ...['-cpu', cpuModel(definition, accelerator), '-smp', topologyOption(definition)],
    ...['-m', memoryOption(definition)],
    ...['-rtc', `base=${stringAt(definition.instance.spec.domain.clock, 'timezone') ? 'localtime' : 'utc'}`],
    ...(rebootEnds ? ['-action', 'reboot=shutdown'] : []),
  ];
}
