import { useMemo } from 'react';
import { MigrationKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../../contracts/virt';
import { rowOf } from '../../../actions/subject';
import type { VmRow } from '../../../domain/inventory/row';
import type { ApiFailure } from '../../../k8s/types';
import { useK8sList } from '../../../k8s/use-k8s-list';
import { useK8sObject } from '../../../k8s/use-k8s-object';

/** One machine with everything that is known of it, live. */
export interface Machine {
  vm: VirtualMachine;
  vmi: VirtualMachineInstance | undefined;
  migration: VirtualMachineInstanceMigration | undefined;
  row: VmRow;
}

export interface MachineState {
  machine: Machine | undefined;
  loaded: boolean;
  /** Why there is nothing to show, or why it is gone. */
  error: ApiFailure | undefined;
  staleSince: number | undefined;
  retry(): void;
}

/** The machine itself comes first and alone; what belongs to it is asked for when it is there. */
export function useMachine(namespace: string, name: string): MachineState {
  const { object: vm, loaded, error, staleSince, retry } = useK8sObject(VirtualMachineKind, name, namespace);
  const there = vm !== undefined;
  const { object: vmi } = useK8sObject(VirtualMachineInstanceKind, there ? name : undefined, namespace);
  const { items: migrations } = useK8sList(MigrationKind, { namespace, labelSelector: `kubevirt.io/vmi-name=${name}`, enabled: there && vmi !== undefined });
  const migration = useMemo(
    () =>
      migrations
        .filter((each) => each.spec.vmiName === name && each.status?.phase !== 'Succeeded' && each.status?.phase !== 'Failed')
        .sort((one, other) => (other.metadata.creationTimestamp ?? '').localeCompare(one.metadata.creationTimestamp ?? ''))[0],
    [migrations, name],
  );
  const machine = useMemo(
    () => (vm ? { vm, vmi, migration, row: rowOf({ vm, ...(vmi && { vmi }), ...(migration && { migration }) }) } : undefined),
    [vm, vmi, migration],
  );
  return { machine, loaded, error, staleSince, retry };
}
