import { ControllerRevisionKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance, VirtualMachineInstanceSpec } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { at, isFields } from '../../kinds/read';
import type { ControllerContext } from '../context';
import { controlledBy } from '../keys';
import { VM_GENERATION } from './instance-from-vm';

const nameOf = (vm: VirtualMachine, generation: string | number) => `revision-start-vm-${vm.metadata.uid ?? ''}-${generation}`;

const isExpanded = ({ spec }: VirtualMachine) => spec.instancetype !== undefined || spec.preference !== undefined;

/** Keeps the template a start is made from, with instance type and preference applied, and drops those of older starts. */
export async function keepStartRevision({ client }: ControllerContext, vm: VirtualMachine, expanded: VirtualMachine): Promise<string> {
  const name = nameOf(vm, vm.metadata.generation ?? 1);
  const { namespace = '' } = vm.metadata;
  try {
    await client.create(ControllerRevisionKind, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name, namespace, ownerReferences: [controlledBy(vm)] },
      data: { spec: structuredClone(vm.spec), ...(isExpanded(vm) ? { expanded: structuredClone(expanded.spec.template.spec ?? {}) } : {}) },
      revision: vm.metadata.generation ?? 1,
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  const before = vm.status?.observedGeneration;
  if (before !== undefined && before !== vm.metadata.generation) await client.delete(ControllerRevisionKind, nameOf(vm, before), namespace);
  return name;
}

/** The template that the instance was started from; undefined when it is not known. */
export function startedSpec({ client }: ControllerContext, vm: VirtualMachine, vmi: VirtualMachineInstance): VirtualMachineInstanceSpec | undefined {
  const generation = vmi.metadata.annotations?.[VM_GENERATION];
  const revision = generation ? client.get(ControllerRevisionKind, nameOf(vm, generation), vm.metadata.namespace) : undefined;
  const spec = at(revision, 'data', 'expanded') ?? at(revision, 'data', 'spec', 'template', 'spec');
  return isFields(spec) && isFields(spec.domain) ? (spec as unknown as VirtualMachineInstanceSpec) : undefined;
}
