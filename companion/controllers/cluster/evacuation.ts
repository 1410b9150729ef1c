import { MigrationKind, NodeKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, findCondition, withCondition, withoutCondition } from '../conditions';
import type { Controller, ControllerContext } from '../context';
import { createIndex, type ObjectIndex } from '../object-index';
import { clusterConfiguration } from '../migration/configuration';
import { isOver } from '../migration/migration-context';
import { fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import { type Again, createWorkQueue } from '../work-queue';
import { isMigratable } from '../../kinds/core/pods/guest-eviction';
import { EVACUATION, isDraining, pauseLeft, shallLeave } from './evacuation-plan';

const REQUESTED = 'EvictionRequested';
const COMPONENT = 'evacuation-controller';
const LOOK_AGAIN = 5_000;
const REMIND = 60_000;

interface Context extends ControllerContext {
  onNode: ObjectIndex;
}

/** An instance that has left says so; one that shall leave carries the condition. */
async function markRequest({ client, clock }: Context, vmi: VirtualMachineInstance): Promise<void> {
  const { name, namespace = '' } = vmi.metadata;
  const leaving = vmi.status?.evacuationNodeName;
  const arrived = leaving !== undefined && leaving !== vmi.status?.nodeName;
  const known = findCondition(vmi.status?.conditions as ConditionLike[] | undefined, REQUESTED);
  if (!arrived && Boolean(leaving) === Boolean(known)) return;
  await mutateStatus(client, VirtualMachineInstanceKind, { name, namespace }, (draft) => {
    const status = (draft.status ??= {});
    if (status.evacuationNodeName !== status.nodeName) delete status.evacuationNodeName;
    const conditions = status.conditions as ConditionLike[] | undefined;
    const condition = { type: REQUESTED, status: 'True', reason: REQUESTED, message: `VMI is requested to be evacuated from node ${status.nodeName ?? ''}` };
    const next = status.evacuationNodeName ? withCondition(conditions, condition, timestamp(clock)) : withoutCondition(conditions, REQUESTED);
    status.conditions = next as typeof status.conditions;
  });
}

async function createMigration({ client, events }: Context, vmi: VirtualMachineInstance): Promise<void> {
  const { name, namespace = '' } = vmi.metadata;
  const node = vmi.status?.nodeName ?? '';
  try {
    const migration = await client.create(MigrationKind, {
      apiVersion: 'kubevirt.io/v1',
      kind: 'VirtualMachineInstanceMigration',
      metadata: { name: '', generateName: 'kubevirt-evacuation-', namespace, annotations: { [EVACUATION]: node } },
      spec: { vmiName: name, priority: 'system-critical' },
    });
    events.record(vmi, { reason: 'SuccessfulCreate', message: `Created Migration ${migration.metadata.name}`, component: COMPONENT });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    events.record(vmi, { reason: 'FailedCreate', message: `Error creating a Migration: ${why}`, warning: true, component: COMPONENT });
    // A refusal is final until something changes; other failures are tried again by the queue.
    if (!(error instanceof ApiError && error.code < 500)) throw error;
  }
}

/** One try for one instance; says when the next is due, when this is not the time. */
async function evacuate(context: Context, vmi: VirtualMachineInstance): Promise<number | undefined> {
  const { client, clock, events } = context;
  const { name, namespace = '' } = vmi.metadata;
  if (!isMigratable(vmi)) {
    events.record(vmi, { reason: 'FailedCreate', message: 'VirtualMachineInstance is not migrateable', component: COMPONENT });
    return REMIND;
  }
  const migrations = client.list(MigrationKind, { namespace }).filter((each) => each.spec.vmiName === name);
  if (migrations.some((each) => !isOver(each))) return undefined;
  const pause = pauseLeft(migrations, clock.now());
  if (pause === 0) return void (await createMigration(context, vmi));
  events.record(vmi, { reason: 'MigrationBackoff', message: `backoff migrating vmi ${namespace}/${name}`, warning: true, component: 'virtualmachine-controller' });
  return pause;
}

/** One look at one node: as many of those who shall leave begin to as the cluster's limit of migrations has room for. */
async function syncNode(context: Context, name: string): Promise<Again | void> {
  const { client, onNode } = context;
  const instances = onNode.get(name).flatMap((key) => client.get(VirtualMachineInstanceKind, fromKey(key).name, fromKey(key).namespace) ?? []);
  for (const vmi of instances) await markRequest(context, vmi);
  const draining = isDraining(client.get(NodeKind, name));
  const leaving = instances.filter((vmi) => shallLeave(vmi, draining));
  if (leaving.length === 0) return;
  const waits: number[] = [];
  for (const vmi of leaving) {
    const open = client.list(MigrationKind).filter((each) => !isOver(each)).length;
    const full = open >= clusterConfiguration(client).parallelMigrationsPerCluster;
    const wait = full ? LOOK_AGAIN : await evacuate(context, vmi);
    if (wait !== undefined) waits.push(wait);
  }
  return waits.length > 0 ? { after: Math.min(...waits) } : undefined;
}

/** Moves guests away from nodes that are drained, and those whose pods were to be evicted. */
export function startEvacuation(base: ControllerContext): Controller {
  const { client } = base;
  const onNode = createIndex(client, VirtualMachineInstanceKind, ({ status }) => [status?.nodeName ?? '']);
  const queue = createWorkQueue({ name: 'evacuation', ...base, workers: 1, reconcile: (name) => syncNode({ ...base, onNode }, name) });
  const concerns = (vmi: VirtualMachineInstance | undefined) => {
    const node = vmi?.status?.nodeName;
    if (!vmi || !node) return;
    const marked = vmi.status?.evacuationNodeName !== undefined || findCondition(vmi.status?.conditions as ConditionLike[] | undefined, REQUESTED);
    if (marked || isDraining(client.get(NodeKind, node))) queue.add(node);
  };
  const ends = [
    client.watch(NodeKind, ({ type, object }) => {
      if (type !== 'DELETED' && isDraining(object)) queue.add(object.metadata.name);
    }),
    client.watch(VirtualMachineInstanceKind, ({ type, object }) => {
      if (type !== 'DELETED') concerns(object);
    }),
    client.watch(MigrationKind, ({ object }) => concerns(client.get(VirtualMachineInstanceKind, object.spec.vmiName ?? '', object.metadata.namespace))),
  ];
  return {
    async stop() {
      for (const end of ends) end();
      onNode.stop();
      await queue.stop();
    },
  };
}
