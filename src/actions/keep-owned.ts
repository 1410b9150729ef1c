import { VirtualMachineKind } from '../../contracts/kinds';
import type { MachineRef } from '../domain/inventory/row';
import { createPatch } from '../domain/patch/diff';
import { isRecord, records, text } from '../domain/read';
import { ApiError } from '../k8s/api-error';
import { getObject, patchObject } from '../k8s/client';
import { editMachine } from './edit-machine';
import { isOwnedBy, kindOfOwned } from './owned-objects';
import type { OwnedObject } from './owned-objects';

/**
 * KubeVirt adopts a DataVolume again while the machine still has a template of its name
 * (pkg/controller: ClaimMatchedDataVolumes), so the template goes first.
 */
async function dropTemplates(machine: MachineRef, names: ReadonlySet<string>): Promise<void> {
  await editMachine(machine, (draft) => {
    if (!isRecord(draft.spec)) return;
    const templates = records(draft.spec, 'dataVolumeTemplates');
    const left = templates.filter((template) => !names.has(text(template, 'metadata', 'name')));
    if (left.length === templates.length) return;
    if (left.length === 0) delete draft.spec.dataVolumeTemplates;
    else draft.spec.dataVolumeTemplates = left;
  });
}

async function orphan(machine: MachineRef, owned: OwnedObject): Promise<void> {
  const kind = kindOfOwned(owned);
  const before = await getObject(kind, owned.name, machine.namespace);
  if (!isOwnedBy(before, machine.uid)) return;
  const draft = structuredClone(before);
  draft.metadata.ownerReferences = before.metadata.ownerReferences?.filter((owner) => owner.uid !== machine.uid) ?? [];
  if (draft.metadata.ownerReferences.length === 0) delete draft.metadata.ownerReferences;
  await patchObject(kind, owned.name, machine.namespace, createPatch(before, draft));
}

/** Looks once more before nothing can be taken back. */
async function assertOrphan(machine: MachineRef, owned: OwnedObject): Promise<void> {
  const now = await getObject(kindOfOwned(owned), owned.name, machine.namespace);
  if (!isOwnedBy(now, machine.uid)) return;
  throw new ApiError(409, 'Conflict', `${owned.kind} ${owned.name} belongs to ${machine.name} again; nothing was deleted`);
}

/**
 * Takes objects out of their machine's ownership so that they outlive it. Rejects at the first refusal: the machine must
 * not be deleted then, for the garbage collector would take what was to be kept.
 */
export async function keepOwned(machine: MachineRef, kept: readonly OwnedObject[]): Promise<void> {
  if (kept.length === 0) return;
  const { metadata } = await getObject(VirtualMachineKind, machine.name, machine.namespace);
  if (metadata.uid !== machine.uid) throw new ApiError(409, 'Conflict', `${machine.name} is another machine by now`);
  await dropTemplates(machine, new Set(kept.filter((each) => each.kind === 'DataVolume').map((each) => each.name)));
  for (const owned of kept) await orphan(machine, owned);
  for (const owned of kept) await assertOrphan(machine, owned);
}
