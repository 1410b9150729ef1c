import { SecretKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { VirtualMachine } from '../../../contracts/virt';
import { createObject, deleteObject, patchObject } from '../../k8s/client';

/**
 * Creates the machine and, before it, the Secret it boots with; a Secret whose machine was refused is taken away again.
 * The Secret then belongs to the machine, so that both go together.
 */
export async function createMachine(machine: KubeObject, secret: KubeObject | undefined): Promise<VirtualMachine> {
  if (!secret) return createObject(VirtualMachineKind, machine);
  await createObject(SecretKind, secret);
  const created = await createOrUndo(machine, secret);
  await adopt(created, secret);
  return created;
}

async function createOrUndo(machine: KubeObject, secret: KubeObject): Promise<VirtualMachine> {
  try {
    return await createObject(VirtualMachineKind, machine);
  } catch (refused) {
    // The refusal of the machine is what counts; a Secret left over hurts nobody.
    await deleteObject(SecretKind, secret.metadata.name, secret.metadata.namespace).catch(() => undefined);
    throw refused;
  }
}

async function adopt({ apiVersion, kind, metadata }: VirtualMachine, secret: KubeObject): Promise<void> {
  const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid };
  const { name, namespace } = secret.metadata;
  await patchObject(SecretKind, name, namespace, [{ op: 'add', path: '/metadata/ownerReferences', value: [owner] }]);
}
