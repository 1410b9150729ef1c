import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { isTrue } from '../conditions';
import type { ControllerContext } from '../context';
import { controlledBy, fromKey, randomSuffix } from '../keys';
import { isFinal } from '../vmi/phases';
import { freeIndexes, indexOf, POOL_GENERATION, poolMachine } from './pool-machine';
import { writeCounts } from './set-status';
import { type Pool, PoolKind, type ReplicaSet, ReplicaSetKind } from './types';

export interface SetContext extends ControllerContext {
  machinesOf(uid: string): VirtualMachine[];
  instancesOf(uid: string): VirtualMachineInstance[];
}

const COMPONENT = { pool: 'virtualmachinepool-controller', set: 'virtualmachinereplicaset-controller' };
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** One look at one VirtualMachinePool. */
export async function syncPool(context: SetContext, key: string): Promise<void> {
  const { name, namespace } = fromKey(key);
  const pool = context.client.get(PoolKind, name, namespace);
  if (!pool || pool.metadata.deletionTimestamp) return;
  const machines = context.machinesOf(pool.metadata.uid ?? '').filter((machine) => !machine.metadata.deletionTimestamp);
  const failure = pool.spec.paused ? undefined : await scalePool(context, pool, machines);
  if (!pool.spec.paused && !pool.spec.updateStrategy?.unmanaged) await updateMachines(context, pool, machines);
  await writeCounts(context, PoolKind, pool, { replicas: machines.length, ready: machines.filter((machine) => machine.status?.ready).length, ...(failure ? { failure } : {}) });
}

async function scalePool(context: SetContext, pool: Pool, machines: VirtualMachine[]): Promise<string | undefined> {
  const { client, events } = context;
  const missing = (pool.spec.replicas ?? 1) - machines.length;
  const { namespace = '' } = pool.metadata;
  try {
    for (const index of freeIndexes(new Set(context.machinesOf(pool.metadata.uid ?? '').map(indexOf)), Math.max(0, missing))) {
      const made = await client.create(VirtualMachineKind, poolMachine(pool, index));
      events.record(pool, { reason: 'SuccessfulCreate', message: `Created VM ${namespace}/${made.metadata.name}`, component: COMPONENT.pool });
    }
  } catch (error) {
    events.record(pool, { reason: 'FailedCreate', message: `Error creating VM: ${messageOf(error)}`, warning: true, component: COMPONENT.pool });
    return messageOf(error);
  }
  const surplus = [...machines].sort((a, b) => indexOf(b) - indexOf(a)).slice(0, Math.max(0, -missing));
  for (const machine of surplus) {
    await client.delete(VirtualMachineKind, machine.metadata.name, namespace);
    const message = `Deleted VM ${namespace}/${machine.metadata.name} with uid ${machine.metadata.uid ?? ''} from pool`;
    events.record(pool, { reason: 'SuccessfulDelete', message, component: COMPONENT.pool });
  }
  return undefined;
}

/** Machines follow the template; their instances take from it what a running guest can. */
async function updateMachines({ client, events }: SetContext, pool: Pool, machines: VirtualMachine[]): Promise<void> {
  const generation = String(pool.metadata.generation ?? 1);
  for (const machine of machines) {
    if (machine.metadata.annotations?.[POOL_GENERATION] === generation) continue;
    const { name, namespace = '' } = machine.metadata;
    const wanted = poolMachine(pool, indexOf(machine));
    await client.mutate(VirtualMachineKind, name, namespace, (draft) => {
      const { firmware } = draft.spec.template.spec?.domain ?? {};
      draft.spec = wanted.spec;
      if (firmware && draft.spec.template.spec) draft.spec.template.spec.domain.firmware ??= firmware;
      draft.metadata.annotations = { ...draft.metadata.annotations, ...wanted.metadata.annotations };
      draft.metadata.labels = { ...draft.metadata.labels, ...wanted.metadata.labels };
    });
    events.record(pool, { reason: 'SuccessfulUpdate', message: `Updated VM ${namespace}/${name}`, component: COMPONENT.pool });
  }
}

/** One look at one VirtualMachineInstanceReplicaSet. */
export async function syncReplicaSet(context: SetContext, key: string): Promise<void> {
  const { name, namespace } = fromKey(key);
  const set = context.client.get(ReplicaSetKind, name, namespace);
  if (!set || set.metadata.deletionTimestamp) return;
  const all = context.instancesOf(set.metadata.uid ?? '').filter((vmi) => !vmi.metadata.deletionTimestamp);
  const alive = all.filter((vmi) => !isFinal(vmi));
  const failure = set.spec.paused ? undefined : await scaleSet(context, set, all, alive);
  const ready = alive.filter((vmi) => isTrue(vmi.status?.conditions, 'Ready')).length;
  await writeCounts(context, ReplicaSetKind, set, { replicas: alive.length, ready, ...(failure ? { failure } : {}) });
}

/** Finished instances are replaced; of a surplus those that are not ready go first. */
async function scaleSet({ client, events }: SetContext, set: ReplicaSet, all: VirtualMachineInstance[], alive: VirtualMachineInstance[]): Promise<string | undefined> {
  const { namespace = '', name } = set.metadata;
  const missing = (set.spec.replicas ?? 1) - alive.length;
  const rank = (vmi: VirtualMachineInstance) => (isTrue(vmi.status?.conditions, 'Ready') ? 1 : 0);
  const surplus = [...alive].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, -missing));
  for (const vmi of [...all.filter(isFinal), ...surplus]) await client.delete(VirtualMachineInstanceKind, vmi.metadata.name, namespace);
  try {
    for (let count = 0; count < missing; count += 1) {
      const { metadata, spec } = set.spec.template;
      const made = await client.create(VirtualMachineInstanceKind, {
        apiVersion: 'kubevirt.io/v1',
        kind: 'VirtualMachineInstance',
        metadata: { name: `${name}${randomSuffix()}`, namespace, labels: { ...metadata?.labels }, annotations: { ...metadata?.annotations }, ownerReferences: [controlledBy(set)] },
        spec: structuredClone(spec),
      });
      events.record(set, { reason: 'SuccessfulCreate', message: `Created VM ${namespace}/${made.metadata.name}`, component: COMPONENT.set });
    }
  } catch (error) {
    events.record(set, { reason: 'FailedCreate', message: `Error creating VM: ${messageOf(error)}`, warning: true, component: COMPONENT.set });
    return messageOf(error);
  }
  return undefined;
}
