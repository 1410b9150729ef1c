import { MigrationKind, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { fromKey } from '../keys';
import type { Again } from '../work-queue';
import { launcherPod, logsConsole, markUnschedulable, runPod } from '../vmi/launcher-pod';
import { isFinal } from '../vmi/phases';
import { placeInstance } from '../vmi/placement';
import { configurationFor } from './configuration';
import { CONTROLLER, isOver, MIGRATION_FINALIZER, type MigrationContext } from './migration-context';
import { abortMigration, runMigration, startTransfer } from './migration-transfer';
import { changeState, enterMigrationPhase, failMigration, removeTarget, sourcePodOf, targetPodOf } from './migration-writes';
import { mayBegin } from './turns';

const UNSCHEDULABLE_FOR = 300_000;
const LOOK_FOR_NODES = 5_000;

/** One look at one migration: one phase on. */
export async function syncMigration(context: MigrationContext, key: string): Promise<Again | void> {
  const { client } = context;
  const { name, namespace } = fromKey(key);
  const migration = client.get(MigrationKind, name, namespace);
  if (!migration) return;
  const vmi = client.get(VirtualMachineInstanceKind, migration.spec.vmiName ?? '', namespace);
  if (migration.metadata.deletionTimestamp) return endMigration(context, migration, vmi);
  if (isOver(migration)) return forgetOld(context, migration);
  if (!vmi) return failMigration(context, migration, 'Migration failed because vmi does not exist.');
  if (isFinal(vmi) || vmi.metadata.deletionTimestamp) return failMigration(context, migration, 'Migration failed vmi shutdown during migration.', vmi.status?.migrationState);
  return advance(context, migration, vmi);
}

function advance(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<Again | void> {
  switch (migration.status?.phase) {
    case 'Pending':
      return beginScheduling(context, migration, vmi);
    case 'Scheduling':
      return schedule(context, migration, vmi);
    case 'Scheduled':
      return handOver(context, migration, vmi);
    case 'PreparingTarget':
      return prepareTarget(context, migration, vmi);
    case 'TargetReady':
      return startTransfer(context, migration, vmi);
    case 'Running':
      return runMigration(context, migration, vmi);
    default:
      return enterMigrationPhase(context, migration, 'Pending');
  }
}

/** Pending: waits for its turn, then makes the target pod. */
async function beginScheduling(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  if (vmi.status?.phase !== 'Running' || !mayBegin(context, migration, vmi)) return;
  if (!targetPodOf(context, vmi, migration)) {
    const pod = await context.client.create(PodKind, launcherPod(vmi, { migration: migration.metadata.uid, consoleLog: logsConsole(context.client, vmi) }));
    context.events.record(migration, { reason: 'SuccessfulCreate', message: `Created migration target pod ${pod.metadata.name}`, component: CONTROLLER });
  }
  await enterMigrationPhase(context, migration, 'Scheduling');
}

async function schedule(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<Again | void> {
  const { client, clock, events } = context;
  const pod = targetPodOf(context, vmi, migration);
  if (!pod) return failMigration(context, migration, 'Migration failed because target pod shutdown during migration');
  const selector = migration.spec.addedNodeSelector;
  const { node, message = '' } = placeInstance(client, vmi, {
    load: context.load,
    ...(vmi.status?.nodeName ? { except: vmi.status.nodeName } : {}),
    ...(selector ? { selector } : {}),
  });
  if (node === undefined) {
    await client.mutate(PodKind, pod.metadata.name, pod.metadata.namespace, (draft) => markUnschedulable(draft, message, timestamp(clock)), { subresource: 'status' });
    const words = `Migration target pod for VMI [${vmi.metadata.namespace}/${vmi.metadata.name}] is currently unschedulable.`;
    events.record(migration, { reason: 'migrationTargetPodUnschedulable', message: words, warning: true, component: CONTROLLER });
    const since = Date.parse(pod.metadata.creationTimestamp ?? timestamp(clock));
    if (clock.now() - since < UNSCHEDULABLE_FOR) return { after: LOOK_FOR_NODES };
    await removeTarget(context, vmi, migration);
    return failMigration(context, migration, 'Migration target pod unschedulable timeout reached');
  }
  await runPod(context, pod, node);
  await enterMigrationPhase(context, migration, 'Scheduled');
}

/** Scheduled: tells the instance where it is going, and under which rules. */
async function handOver(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  const { client, events } = context;
  const pod = targetPodOf(context, vmi, migration);
  const known = pod && client.get(PodKind, pod.metadata.name, pod.metadata.namespace);
  const spec = known?.spec as { nodeName?: string } | undefined;
  if (!known || !spec?.nodeName) return failMigration(context, migration, 'Migration failed because target pod shutdown during migration');
  const { configuration, policy } = configurationFor(client, vmi);
  const state = await changeState(context, vmi, (_, draft) => {
    const status = (draft.status ??= {});
    status.migrationState = {
      migrationUid: migration.metadata.uid ?? '',
      mode: 'PreCopy',
      sourceNode: vmi.status?.nodeName ?? '',
      targetNode: spec.nodeName ?? '',
      sourcePod: sourcePodOf(context, vmi)?.metadata.name ?? '',
      targetPod: known.metadata.name,
      migrationConfiguration: { ...configuration },
      ...(policy ? { migrationPolicyName: policy } : {}),
    };
    draft.metadata.labels = { ...draft.metadata.labels, 'kubevirt.io/migrationTargetNodeName': spec.nodeName ?? '' };
  });
  const message = 'Migration target pod is ready for preparation by virt-handler.';
  events.record(migration, { reason: 'SuccessfulHandOver', message, component: CONTROLLER });
  await enterMigrationPhase(context, migration, 'PreparingTarget', state);
}

async function prepareTarget(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  const state = await changeState(context, vmi, (draft) => {
    draft.targetNodeAddress = '127.0.0.1';
    draft.targetNodeDomainDetected = true;
    draft.targetNodeDomainReadyTimestamp = timestamp(context.clock);
  });
  const host = state?.targetNode ?? '';
  context.events.record(vmi, { reason: 'PreparingTarget', message: 'VirtualMachineInstance Migration Target Prepared.', component: 'virt-handler', host });
  await enterMigrationPhase(context, migration, 'TargetReady', state);
}

/** A deleted migration: what has begun is aborted first. */
async function endMigration(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance | undefined): Promise<void> {
  if (!isOver(migration)) {
    if (vmi && migration.status?.phase === 'Running') return abortMigration(context, migration, vmi);
    await removeTarget(context, vmi, migration);
    return failMigration(context, migration, 'Migration failed due to being canceled');
  }
  const { name, namespace } = migration.metadata;
  await context.client.mutate(MigrationKind, name, namespace, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== MIGRATION_FINALIZER);
  });
}

const KEPT = 5;

/** The five newest finished migrations of an instance stay. */
async function forgetOld({ client }: MigrationContext, migration: VirtualMachineInstanceMigration): Promise<void> {
  const { namespace = '' } = migration.metadata;
  const labels = { 'kubevirt.io/vmi-name': migration.spec.vmiName ?? '' };
  const finished = client
    .list(MigrationKind, { namespace, labels })
    .filter(isOver)
    .sort((a, b) => (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '') || b.metadata.name.localeCompare(a.metadata.name));
  for (const old of finished.slice(KEPT)) await client.delete(MigrationKind, old.metadata.name, namespace);
}

