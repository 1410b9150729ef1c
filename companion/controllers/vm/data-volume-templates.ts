import { DataVolumeKind, PersistentVolumeClaimKind } from '../../../contracts/kinds';
import type { DataVolume, VirtualMachine } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import type { ControllerContext } from '../context';
import { controlledBy } from '../keys';

type Template = NonNullable<VirtualMachine['spec']['dataVolumeTemplates']>[number];

const COMPONENT = 'virtualmachine-controller';

function dataVolumeOf(vm: VirtualMachine, template: Template): DataVolume {
  const labels = { ...template.metadata?.labels, 'kubevirt.io/created-by': vm.metadata.uid ?? '' };
  return {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: {
      name: template.metadata?.name ?? '',
      ...(vm.metadata.namespace ? { namespace: vm.metadata.namespace } : {}),
      labels,
      ...(template.metadata?.annotations ? { annotations: { ...template.metadata.annotations } } : {}),
      ownerReferences: [controlledBy(vm)],
    },
    spec: structuredClone(template.spec) as DataVolume['spec'],
  };
}

/**
 * Makes the data volumes of the machine that are missing. A claim of the same name stands for a finished one.
 * Throws when one cannot be made.
 */
export async function createDataVolumes({ client, events }: ControllerContext, vm: VirtualMachine): Promise<void> {
  for (const template of vm.spec.dataVolumeTemplates ?? []) {
    const name = template.metadata?.name ?? '';
    const { namespace } = vm.metadata;
    if (client.get(DataVolumeKind, name, namespace) || client.get(PersistentVolumeClaimKind, name, namespace)) continue;
    try {
      await client.create(DataVolumeKind, dataVolumeOf(vm, template));
      events.record(vm, { reason: 'SuccessfulDataVolumeCreate', message: `Created DataVolume ${name}`, component: COMPONENT });
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'AlreadyExists') continue;
      const message = error instanceof Error ? error.message : String(error);
      events.record(vm, { reason: 'FailedDataVolumeCreate', message: `Error creating DataVolume ${name}: ${message}`, warning: true, component: COMPONENT });
      throw error;
    }
  }
}
