import { access, copyFile, constants } from 'node:fs/promises';
import type { GuestDefinition } from '../driver';
import { GuestError } from '../guest-error';
import { objectAt } from '../json';
import { isRecord } from '../../lib/guards';

/** SeaBIOS is built into QEMU's machine; OVMF is a pair of flash images of which the second is the guest's own. */
export type Firmware = { type: 'bios' } | { type: 'uefi'; secureBoot: boolean; code: string; variables: string };

interface FlashPair {
  code: string;
  variables: string;
}

/** Where distributions put OVMF: Debian and Ubuntu first, then Fedora. */
const plain: FlashPair[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', variables: '/usr/share/OVMF/OVMF_VARS.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.fd' },
];
const secure: FlashPair[] = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.ms.fd', variables: '/usr/share/OVMF/OVMF_VARS_4M.ms.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.secboot.fd', variables: '/usr/share/OVMF/OVMF_VARS.ms.fd' },
  { code: '/usr/share/edk2/ovmf/OVMF_CODE.secboot.fd', variables: '/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd' },
];

const exists = (path: string) => access(path, constants.R_OK).then(() => true, () => false);

async function firstInstalled(pairs: FlashPair[]): Promise<FlashPair | undefined> {
  for (const pair of pairs) if ((await exists(pair.code)) && (await exists(pair.variables))) return pair;
  return undefined;
}

/** True when OVMF is installed, so that UEFI can be offered. */
export async function hasUefi(): Promise<boolean> {
  return (await firstInstalled(plain)) !== undefined;
}

/** Chooses the firmware and gives the guest its own variables at `nvram` (kept when they are there already). */
export async function prepareFirmware(definition: GuestDefinition, nvram: string): Promise<Firmware> {
  const bootloader = objectAt(definition.instance.spec.domain.firmware, 'bootloader');
  if (!isRecord(bootloader.efi)) return { type: 'bios' };
  // KubeVirt: secureBoot defaults to true when efi is given.
  const secureBoot = bootloader.efi.secureBoot !== false;
  const pair = await firstInstalled(secureBoot ? secure : plain);
  if (!pair) throw new GuestError('Unsupported', 'UEFI needs the package ovmf, which is not installed');
  if (!(await exists(nvram))) await copyFile(pair.variables, nvram);
  return { type: 'uefi', secureBoot, code: pair.code, variables: nvram };
}
