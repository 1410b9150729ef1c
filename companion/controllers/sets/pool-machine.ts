import type { VirtualMachine } from '../../../contracts/virt';
import { controlledBy } from '../keys';
import type { Pool } from './types';

/** Generation of the pool that a machine was last made from. */
export const POOL_GENERATION = 'kubevirt.io/vm-pool-generation';

/** Data volumes carry the number of their machine. */
function numbered(spec: VirtualMachine['spec'], index: number): VirtualMachine['spec'] {
  const copy = structuredClone(spec);
  const own = new Set(copy.dataVolumeTemplates?.map((template) => template.metadata?.name));
  for (const template of copy.dataVolumeTemplates ?? []) template.metadata = { ...template.metadata, name: `${template.metadata?.name ?? ''}-${index}` };
  for (const volume of copy.template.spec?.volumes ?? []) {
    if (volume.dataVolume && own.has(volume.dataVolume.name)) volume.dataVolume.name = `${volume.dataVolume.name}-${index}`;
    if (volume.persistentVolumeClaim && own.has(volume.persistentVolumeClaim.claimName)) volume.persistentVolumeClaim.claimName = `${volume.persistentVolumeClaim.claimName}-${index}`;
  }
  return copy;
}

/** The machine with this number of a pool: `{pool}-{number}`. */
export function poolMachine(pool: Pool, index: number): VirtualMachine {
  const { metadata, spec } = pool.spec.virtualMachineTemplate;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: {
      name: `${pool.metadata.name}-${index}`,
      ...(pool.metadata.namespace ? { namespace: pool.metadata.namespace } : {}),
      labels: { ...metadata?.labels },
      annotations: { ...metadata?.annotations, [POOL_GENERATION]: String(pool.metadata.generation ?? 1) },
      ownerReferences: [controlledBy(pool)],
    },
    spec: numbered(spec, index),
  };
}

/** The number at the end of a machine's name. */
export function indexOf(machine: VirtualMachine): number {
  return Number(/-(\d+)$/.exec(machine.metadata.name)?.[1] ?? -1);
}

/** The lowest numbers that are free. */
export function freeIndexes(taken: ReadonlySet<number>, count: number): number[] {
  const free: number[] = [];
  for (let index = 0; free.length < count; index += 1) if (!taken.has(index)) free.push(index);
  return free;
}
