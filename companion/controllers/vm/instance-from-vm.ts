import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { controlledBy } from '../keys';
import { withoutDumps } from './memory-dump';

/** Annotation with the generation of the VM that the instance was started from. */
export const VM_GENERATION = 'kubevirt.io/vm-generation';
/** Keeps the instance until the VM's controller has seen its end. */
export const VM_FINALIZER = 'kubevirt.io/virtualMachineControllerFinalize';

/**
 * The instance a machine is started as. `expanded` is the machine with its instance type and preference applied;
 * defaults are left to admission, as for any VirtualMachineInstance.
 */
export function instanceOf(
  vm: VirtualMachine,
  expanded: VirtualMachine,
  start: { paused: boolean; revision: string; annotations: Record<string, string> },
): VirtualMachineInstance {
  const { metadata, spec } = expanded.spec.template;
  const annotations = {
    ...metadata?.annotations,
    ...start.annotations,
    'kubevirt.io/latest-observed-api-version': 'v1',
    'kubevirt.io/storage-observed-api-version': 'v1',
    [VM_GENERATION]: String(vm.metadata.generation ?? 1),
  };
  const copy = structuredClone(spec) ?? { domain: { devices: {} } };
  const volumes = withoutDumps(copy.volumes);
  if (volumes) copy.volumes = volumes;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachineInstance',
    metadata: {
      name: vm.metadata.name,
      ...(vm.metadata.namespace ? { namespace: vm.metadata.namespace } : {}),
      labels: { ...metadata?.labels },
      annotations,
      finalizers: [VM_FINALIZER],
      ownerReferences: [controlledBy(vm)],
    },
    spec: start.paused ? { ...copy, startStrategy: 'Paused' } : copy,
    status: { virtualMachineRevisionName: start.revision },
  };
}
