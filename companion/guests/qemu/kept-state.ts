import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuestDefinition } from '../driver';
import { objectAt } from '../json';

/** Where the state of a machine lies between its runs: beside the guests, under a name no uid has. */
export function keptFolder(guests: string, namespace: string, name: string): string {
  for (const part of [namespace, name]) if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part)) throw new Error(`not a name: ${JSON.stringify(part)}`);
  return join(guests, '.state', `${namespace}_${name}`);
}

/** EFI variables are the guest's own unless they are to persist: then every run uses the same file. */
export async function nvramPath(definition: GuestDefinition, own: string, kept: string): Promise<string> {
  const efi = objectAt(objectAt(definition.instance.spec.domain.firmware, 'bootloader'), 'efi');
  if (efi.persistent !== true) return own;
  await mkdir(kept, { recursive: true, mode: 0o700 });
  return join(kept, 'nvram.fd');
}

export const wantsPersistentTpm = (definition: GuestDefinition) => objectAt(definition.instance.spec.domain.devices, 'tpm').persistent === true;

export const keptTpm = (kept: string) => join(kept, 'tpm');

/** Puts the TPM's state away when its guest has ended; the old state stays until the new one is whole. */
export async function keepTpm(state: string, kept: string): Promise<void> {
  const target = keptTpm(kept);
  await mkdir(kept, { recursive: true, mode: 0o700 });
  await rm(`${target}.part`, { recursive: true, force: true });
  await cp(state, `${target}.part`, { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(`${target}.part`, target);
}
