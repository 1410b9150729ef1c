import type { GuestDefinition } from '../driver';
import { objectAt, stringAt } from '../json';
import { isRecord } from '../../lib/guards';
import { optionText } from './machine-arguments';

const device = (facts: Record<string, unknown>) => ['-device', JSON.stringify(facts)];

const videoDevices: Record<string, string> = {
  vga: 'VGA',
  virtio: 'virtio-vga',
  bochs: 'bochs-display',
  cirrus: 'cirrus-vga',
  ramfb: 'ramfb',
};

export const hasGraphics = (definition: GuestDefinition) => definition.instance.spec.domain.devices.autoattachGraphicsDevice !== false;
export const hasSerial = (definition: GuestDefinition) => definition.instance.spec.domain.devices.autoattachSerialConsole !== false;

function graphics(definition: GuestDefinition): string[] {
  if (!hasGraphics(definition)) return ['-display', 'none'];
  const asked = stringAt(objectAt(definition.instance.spec.domain.devices, 'video'), 'type') ?? 'vga';
  const driver = videoDevices[asked] ?? 'VGA';
  return [
    ...device({ driver, ...(driver === 'ramfb' ? {} : { bus: 'pcie.0' }) }),
    // The session rules are kept before QEMU is reached, and a screenshot must not end a session.
    ...['-display', 'none', '-vnc', 'unix:vnc.sock,share=force-shared'],
    // Without an absolute pointer the cursor of a VNC client drifts away from the guest's.
    ...device({ driver: 'usb-tablet', bus: 'usb.0' }),
  ];
}

function serial(definition: GuestDefinition, log: string): string[] {
  if (!hasSerial(definition)) return [];
  const chardev = `socket,id=serial0,path=serial.sock,server=on,wait=off,logfile=${optionText(log)},logappend=on`;
  return ['-chardev', chardev, ...device({ driver: 'isa-serial', chardev: 'serial0' })];
}

function agentChannel(): string[] {
  return [
    ...device({ driver: 'virtio-serial-pci', id: 'channels', bus: 'pcie.0' }),
    ...['-chardev', 'socket,id=agent0,path=agent.sock,server=on,wait=off'],
    ...device({ driver: 'virtserialport', bus: 'channels.0', chardev: 'agent0', id: 'agent', name: 'org.qemu.guest_agent.0' }),
  ];
}

function watchdog(definition: GuestDefinition): string[] {
  const wanted = objectAt(definition.instance.spec.domain.devices, 'watchdog');
  if (!isRecord(wanted.i6300esb)) return [];
  const asked = stringAt(wanted.i6300esb, 'action');
  const action = asked === 'reset' || asked === 'shutdown' ? asked : 'poweroff';
  return [...device({ driver: 'i6300esb', bus: 'pcie.0' }), '-action', `watchdog=${action}`];
}

function tpm(definition: GuestDefinition): string[] {
  if (!wantsTpm(definition)) return [];
  return [
    ...['-chardev', 'socket,id=tpm0,path=tpm.sock', '-tpmdev', 'emulator,id=tpm,chardev=tpm0'],
    ...device({ driver: 'tpm-crb', tpmdev: 'tpm' }),
  ];
}

function sound(definition: GuestDefinition): string[] {
  const wanted = objectAt(definition.instance.spec.domain.devices, 'sound');
  if (stringAt(wanted, 'name') === undefined) return [];
  const driver = stringAt(wanted, 'model') === 'ac97' ? 'AC97' : 'ich9-intel-hda';
  const codec = driver === 'AC97' ? [] : device({ driver: 'hda-duplex', audiodev: 'sound0' });
  return ['-audiodev', 'none,id=sound0', ...device({ driver, bus: 'pcie.0', ...(driver === 'AC97' ? { audiodev: 'sound0' } : {}) }), ...codec];
}

/** True when the guest has a TPM, which is a process of its own. */
export function wantsTpm(definition: GuestDefinition): boolean {
  const { tpm: wanted } = definition.instance.spec.domain.devices;
  return isRecord(wanted) && wanted.enabled !== false;
}

/** Screen, keyboard, serial line, agent channel and the small devices. Sockets are relative: the process runs in its folder. */
export function deviceArguments(definition: GuestDefinition, serialLog: string): string[] {
  const { rng, autoattachMemBalloon } = definition.instance.spec.domain.devices;
  return [
    ...device({ driver: 'qemu-xhci', id: 'usb', bus: 'pcie.0' }),
    ...graphics(definition),
    ...serial(definition, serialLog),
    ...agentChannel(),
    ...(isRecord(rng) ? ['-object', 'rng-random,id=rng0,filename=/dev/urandom', ...device({ driver: 'virtio-rng-pci', rng: 'rng0', bus: 'pcie.0' })] : []),
    ...(autoattachMemBalloon === false ? [] : device({ driver: 'virtio-balloon-pci', id: 'balloon', bus: 'pcie.0' })),
    ...watchdog(definition),
    ...tpm(definition),
    ...sound(definition),
    ...device({ driver: 'pvpanic' }),
  ];
}
