import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { KindRef } from '../../contracts/kinds';
import type { KubeObject } from '../../contracts/objects';
import type { MachineRef } from '../domain/inventory/row';
import { createGuardedPatch } from '../domain/patch/guard';
import { getObject, patchObject } from '../k8s/client';

export function kindOf(machine: MachineRef): KindRef<KubeObject> {
  return machine.kind === 'vm' ? VirtualMachineKind : VirtualMachineInstanceKind;
}

/** Reads the machine, lets `change` edit a copy and writes only what differs; a concurrent change is refused. */
export async function editMachine(machine: MachineRef, change: (draft: KubeObject & { spec?: unknown }) => void): Promise<void> {
  const kind = kindOf(machine);
  const before = await getObject(kind, machine.name, machine.namespace);
  const draft = structuredClone(before);
  change(draft);
  const patch = createGuardedPatch(before, draft);
  if (patch.length > 0) await patchObject(kind, machine.name, machine.namespace, patch);
}

/** Sets labels, or removes those whose value is undefined; other labels are not touched. */
export function editLabels(machine: MachineRef, labels: Readonly<Record<string, string | undefined>>): Promise<void> {
  return editMachine(machine, (draft) => {
    const next = { ...draft.metadata.labels };
    for (const [name, value] of Object.entries(labels)) {
      if (value === undefined) delete next[name];
      else next[name] = value;
    }
    if (draft.metadata.labels || Object.keys(next).length > 0) draft.metadata.labels = next;
  });
}
