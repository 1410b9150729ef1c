import { CloneKind } from '../../contracts/kinds';
import type { UnknownObject } from '../../contracts/objects';
import type { MachineRef } from '../domain/inventory/row';
import { records, stringMap, text } from '../domain/read';
import { ApiError } from '../k8s/api-error';
import { putSubresource } from '../k8s/client';
import { waitForObject } from '../k8s/wait-for';
import { mayCreate } from './access';
import { firstOf, notDeleting, notLocked } from './rules';
import { createCommand, createOnce } from './snapshot';
import type { ActionParams, VmAction } from './types';

/**
 * Params: `clone` (name of the request), `target`, `macs` by interface, `serial`, `start`. Source and target are names
 * without a namespace: KubeVirt clones within one.
 */
export function cloneOf(machine: MachineRef, params: ActionParams): UnknownObject {
  const part = (name: string) => ({ apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name });
  const macs = stringMap(params, 'macs');
  const serial = text(params, 'serial');
  return {
    apiVersion: 'clone.kubevirt.io/v1beta1',
    kind: 'VirtualMachineClone',
    metadata: { name: text(params, 'clone'), namespace: machine.namespace },
    spec: {
      source: part(machine.name),
      target: part(text(params, 'target')),
      ...(Object.keys(macs).length > 0 && { newMacAddresses: macs }),
      ...(serial !== '' && { newSMBiosSerial: serial }),
    },
  };
}

function whyFailed(clone: unknown): string {
  const words = records(clone, 'status', 'conditions').map((each) => text(each, 'message') || text(each, 'reason'));
  return words.find((each) => each !== '') ?? '';
}

async function cloneMachine(machine: MachineRef, params: ActionParams): Promise<void> {
  const object = cloneOf(machine, params);
  const { name } = object.metadata;
  await createOnce(CloneKind, object, (found) => text(found, 'spec', 'target', 'name') === text(params, 'target'));
  const ended = await waitForObject(CloneKind, { name, namespace: machine.namespace }, (found) =>
    ['Succeeded', 'Failed'].includes(text(found, 'status', 'phase')),
  );
  if (text(ended, 'status', 'phase') === 'Failed') throw new ApiError(0, 'Failed', whyFailed(ended) || `${name} failed`);
  // What KubeVirt makes is halted, whatever the source was.
  if (params.start === true) await putSubresource('virtualmachines', machine.namespace, text(params, 'target'), 'start');
}

export const clone: VmAction = {
  id: 'clone',
  group: 'lifecycle',
  icon: 'clone',
  label: (t) => t('Clone'),
  access: mayCreate('clone.kubevirt.io', 'virtualmachineclones'),
  whyNot: firstOf(notDeleting, notLocked),
  needsGroup: 'clone.kubevirt.io',
  open: ([row], context) => context.openDialog('clone', { row }),
  run: cloneMachine,
  command: (machine, params = {}) => createCommand(cloneOf(machine, params)),
  bulk: false,
  offered: (row) => row.kind === 'vm',
};
