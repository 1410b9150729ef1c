import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import type { MachineRef } from '../domain/inventory/row';
import { deleteObject } from '../k8s/client';
import { mayOwn } from './access';
import { deleteRule } from './rules';
import type { VmAction } from './types';

/** Deletes exactly the machine that was seen: a namesake created meanwhile survives. */
export async function deleteMachine(row: MachineRef, gracePeriodSeconds?: number): Promise<void> {
  const kind = row.kind === 'vm' ? VirtualMachineKind : VirtualMachineInstanceKind;
  const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
  await deleteObject(kind, row.name, row.namespace, { ...grace, ...(row.uid !== '' && { preconditions: { uid: row.uid } }) });
}

const remove: VmAction = {
  id: 'delete',
  group: 'danger',
  icon: 'trash',
  label: (t) => t('Delete'),
  access: mayOwn('delete'),
  whyNot: deleteRule,
  confirm: (rows, t) => {
    const [first] = rows;
    const one = rows.length === 1 && first;
    return {
      title: one ? t('Delete {{name}}?', { name: first.name }) : t('Delete {{count}} machines?', { count: rows.length }),
      body: t('The machine and the disks that belong to it are deleted. This cannot be undone.'),
      confirmLabel: t('Delete'),
      danger: true,
      typedName: one ? first.name : String(rows.length),
    };
  },
  run: (row) => deleteMachine(row),
  command: (row) => `kubectl delete ${row.kind} ${row.name} -n ${row.namespace}`,
  danger: true,
  bulk: true,
};

export const removeActions: readonly VmAction[] = [remove];
