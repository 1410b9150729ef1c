import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance, VirtualMachineInstanceMigration } from '../../../contracts/virt';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, findCondition, withCondition } from '../conditions';
import type { Again } from '../work-queue';
import { configurationFor } from './configuration';
import { CONTROLLER, HANDLER, type MigrationContext } from './migration-context';
import { judge } from './migration-monitor';
import {
  changeState,
  completePod,
  enterMigrationPhase,
  failMigration,
  removeTarget,
  setMigrationCondition,
  sourcePodOf,
  targetPodOf,
} from './migration-writes';

/** TargetReady: the guest begins to move. */
export async function startTransfer(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  const { driver, operations, events, clock, client } = context;
  const uid = vmi.metadata.uid ?? '';
  const target = vmi.status?.migrationState?.targetNode ?? '';
  const { configuration } = configurationFor(client, vmi);
  const bandwidth = parseQuantity(configuration.bandwidthPerMigration);
  const state = await changeState(context, vmi, (draft) => void (draft.startTimestamp = timestamp(clock)));
  await enterMigrationPhase(context, migration, 'Running', state);
  events.record(vmi, { reason: 'Migrating', message: 'VirtualMachineInstance is migrating.', component: HANDLER, host: vmi.status?.nodeName ?? '' });
  operations.begin(uid, 'migrate', () =>
    driver.migrate(uid, target, {
      ...(bandwidth > 0 ? { bandwidth } : {}),
      autoConverge: configuration.allowAutoConverge,
      postCopy: configuration.allowPostCopy,
    }),
  );
}

const PAUSED_BY_MONITOR = { type: 'Paused', status: 'True', reason: 'PausedByMigrationMonitor', message: 'VMI was paused by the migration monitor' };

const isPausedByMonitor = (vmi: VirtualMachineInstance) => findCondition(vmi.status?.conditions, 'Paused')?.reason === PAUSED_BY_MONITOR.reason;

/** The guest stands until it has arrived: then nothing more is dirtied. */
async function pauseForMigration({ client, driver, clock }: MigrationContext, vmi: VirtualMachineInstance): Promise<void> {
  await client.mutate(VirtualMachineInstanceKind, vmi.metadata.name, vmi.metadata.namespace, (draft) => {
    const status = (draft.status ??= {});
    status.conditions = withCondition(status.conditions as ConditionLike[], PAUSED_BY_MONITOR, timestamp(clock)) as typeof status.conditions;
    if (status.migrationState) status.migrationState.mode = 'Paused';
  });
  await driver.pause(vmi.metadata.uid ?? '');
}

/** Running: waits for the end, and for no longer than progress and the guest's memory justify. */
export async function runMigration(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<Again | void> {
  const { driver, operations, client, clock, monitor } = context;
  const uid = vmi.metadata.uid ?? '';
  const state = vmi.status?.migrationState;
  if (operations.busy(uid)) {
    const elapsed = clock.now() - Date.parse(state?.startTimestamp ?? timestamp(clock));
    const course = { elapsed, stalled: monitor.stalledFor(uid), isPaused: isPausedByMonitor(vmi) };
    const verdict = judge(vmi, configurationFor(client, vmi).configuration, course);
    if (verdict === 'pause') await pauseForMigration(context, vmi);
    else if (verdict === 'abort') await driver.cancelMigration(uid);
    else return { after: verdict.wait };
    return;
  }
  const failure = operations.takeFailure(uid, 'migrate');
  const arrived = driver.info(uid)?.node === state?.targetNode;
  if (isPausedByMonitor(vmi) && driver.info(uid)?.state === 'paused') await driver.resume(uid);
  if (failure || !arrived) return failTransfer(context, migration, vmi, failure?.message ?? 'the migration was interrupted');
  await arrive(context, migration, vmi);
}

async function arrive(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  const { events, clock } = context;
  const node = vmi.status?.migrationState?.targetNode ?? '';
  const source = sourcePodOf(context, vmi);
  const target = targetPodOf(context, vmi, migration);
  const state = await changeState(context, vmi, (draft, instance) => {
    draft.completed = true;
    draft.endTimestamp = timestamp(clock);
    if (draft.abortRequested) draft.abortStatus = 'Failed';
    const status = (instance.status ??= {});
    status.nodeName = node;
    if (target) status.activePods = { [target.metadata.uid ?? '']: node };
    const labels: Record<string, string> = { ...instance.metadata.labels, 'kubevirt.io/nodeName': node };
    delete labels['kubevirt.io/migrationTargetNodeName'];
    instance.metadata.labels = labels;
  });
  if (source && source.metadata.uid !== target?.metadata.uid) await completePod(context, source);
  events.record(vmi, { reason: 'Migrated', message: `The VirtualMachineInstance migrated to node ${node}.`, component: HANDLER, host: node });
  events.record(migration, { reason: 'SuccessfulMigration', message: 'Source node reported migration succeeded', component: CONTROLLER });
  await enterMigrationPhase(context, migration, 'Succeeded', state);
}

async function failTransfer(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance, words: string): Promise<void> {
  const { events, clock } = context;
  const state = await changeState(context, vmi, (draft, instance) => {
    draft.failed = true;
    draft.completed = true;
    draft.failureReason = words;
    draft.endTimestamp = timestamp(clock);
    if (draft.abortRequested) draft.abortStatus = 'Succeeded';
    const labels = { ...instance.metadata.labels };
    delete labels['kubevirt.io/migrationTargetNodeName'];
    instance.metadata.labels = labels;
  });
  const message = `VirtualMachineInstance migration uid ${migration.metadata.uid ?? ''} failed. reason:${words}`;
  events.record(vmi, { reason: 'Migrated', message, warning: true, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await removeTarget(context, vmi, migration);
  await failMigration(context, migration, 'source node reported migration failed', state);
}

/** The migration object was deleted while the guest moves: the driver is told to stop, the end comes by itself. */
export async function abortMigration(context: MigrationContext, migration: VirtualMachineInstanceMigration, vmi: VirtualMachineInstance): Promise<void> {
  const { driver, operations, events } = context;
  const uid = vmi.metadata.uid ?? '';
  if (!operations.busy(uid)) return void (await runMigration(context, migration, vmi));
  if (vmi.status?.migrationState?.abortRequested) return;
  await changeState(context, vmi, (draft) => {
    draft.abortRequested = true;
    draft.abortStatus = 'Aborting';
  });
  await setMigrationCondition(context, migration, 'migrationAbortRequested');
  events.record(vmi, { reason: 'Migrating', message: 'VirtualMachineInstance is aborting migration.', component: HANDLER, host: vmi.status?.nodeName ?? '' });
  events.record(migration, { reason: 'SuccessfulAbortMigration', message: 'Migration is ready to be canceled by virt-handler.', component: CONTROLLER });
  await driver.cancelMigration(uid);
}
