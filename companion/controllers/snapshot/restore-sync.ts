import { DataVolumeKind, PersistentVolumeClaimKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine } from '../../../contracts/virt';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import type { ControllerContext } from '../context';
import { controlledBy, fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import type { Again } from '../work-queue';
import { restoredMachine } from './restored-machine';
import { Contents, type Restore, Restores, type SnapshotContent, Snapshots, type VolumeBackup, type VolumeRestore } from './types';
import { type Stage, withStage } from './words';

const COMPONENT = 'restore-controller';
const GRACE = 5 * 60_000;
const LAST_RESTORE = 'restore.kubevirt.io/lastRestoreUID';

const waiting = (progressing: string, ready: string): Stage => ({ progressing: [true, progressing], ready: [false, ready] });
const failed = (why: string): Stage => ({ progressing: [false, why], ready: [false, why], failure: why });

/** One look at one VirtualMachineRestore. */
export async function syncRestore(context: ControllerContext, key: string): Promise<Again | void> {
  const { client } = context;
  const { name, namespace } = fromKey(key);
  const restore = client.get(Restores, name, namespace);
  if (!restore) return;
  if (restore.metadata.deletionTimestamp || restore.status?.complete) return unlock(context, restore);
  if (restore.status?.conditions?.some(({ type, status }) => type === 'Failure' && status === 'True')) return unlock(context, restore);
  const content = await contentOf(context, restore);
  if (!content) return;
  const target = client.get(VirtualMachineKind, restore.spec.target.name, namespace);
  if (client.get(VirtualMachineInstanceKind, restore.spec.target.name, namespace)) return targetRuns(context, restore, target);
  await lock(context, restore, target);
  await restoreVolumes(context, restore, content, target);
}

async function say({ client, clock }: ControllerContext, restore: Restore, stage: Stage, more: NonNullable<Restore['status']> = {}): Promise<void> {
  const { name, namespace = '' } = restore.metadata;
  await mutateStatus(client, Restores, { name, namespace }, (draft) => {
    const conditions = withStage(draft.status?.conditions, stage, timestamp(clock));
    draft.status = { complete: false, ...draft.status, ...more, conditions };
  });
}

async function contentOf(context: ControllerContext, restore: Restore): Promise<SnapshotContent | undefined> {
  const { namespace = '' } = restore.metadata;
  const wanted = restore.spec.virtualMachineSnapshotName;
  const snapshot = context.client.get(Snapshots, wanted, namespace);
  const at = `VMSnapshot ${namespace}/${wanted}`;
  if (!snapshot) return void (await say(context, restore, waiting(`${at} does not exist`, `${at} does not exist`)));
  if (snapshot.status?.phase === 'Failed') return void (await say(context, restore, failed(`${at} failed and is invalid to use`)));
  if (!snapshot.status?.readyToUse) return void (await say(context, restore, waiting(`${at} not ready`, `${at} not ready`)));
  return context.client.get(Contents, snapshot.status.virtualMachineSnapshotContentName ?? '', namespace);
}

/** The target still runs: what happens then is the policy's. */
async function targetRuns(context: ControllerContext, restore: Restore, target: VirtualMachine | undefined): Promise<Again | void> {
  const { client, clock, events } = context;
  const policy = restore.spec.targetReadinessPolicy ?? 'WaitGracePeriod';
  if (policy === 'FailImmediate') return say(context, restore, failed('Restore target VMI must be powered off before restore operation'));
  if (policy === 'StopTarget') {
    await client.mutate(VirtualMachineKind, target?.metadata.name ?? '', target?.metadata.namespace, (draft) => {
      if (draft.spec.running === undefined) draft.spec.runStrategy = 'Halted';
      else draft.spec.running = false;
    });
    const words = 'Automatically stopping restore target for restore operation';
    return say(context, restore, waiting(words, words));
  }
  const base = 'Waiting for target VM to be powered off. Please stop the restore target to proceed with restore';
  const left = Date.parse(restore.metadata.creationTimestamp ?? timestamp(clock)) + GRACE - clock.now();
  if (policy === 'WaitGracePeriod' && left <= 0) {
    return say(context, restore, failed('Restore target failed to be ready within 5m0s. Please power off the target VM before attempting restore'));
  }
  const words = policy === 'WaitEventually' ? base : `${base}, or the operation will fail after 5m0s`;
  events.record(restore, { reason: 'RestoreTargetNotReady', message: words, warning: true, component: COMPONENT });
  await say(context, restore, waiting(words, words));
  return policy === 'WaitGracePeriod' ? { after: left } : undefined;
}

async function lock({ client }: ControllerContext, restore: Restore, target: VirtualMachine | undefined): Promise<void> {
  if (!target) return;
  const { name, namespace = '' } = target.metadata;
  await mutateStatus(client, VirtualMachineKind, { name, namespace }, (draft) => void (draft.status = { ...draft.status, restoreInProgress: restore.metadata.name }));
}

async function unlock({ client }: ControllerContext, restore: Restore): Promise<void> {
  const { name, namespace = '' } = restore.metadata;
  await mutateStatus(client, VirtualMachineKind, { name: restore.spec.target.name, namespace }, (draft) => {
    if (draft.status?.restoreInProgress === name) delete draft.status.restoreInProgress;
  });
}

const claimName = (restore: Restore, backup: VolumeBackup) => `restore-${restore.metadata.uid ?? ''}-${backup.volumeName}`;

/** Which claim of the machine becomes which restored one; data volumes get the name of their claim. */
function plan(restore: Restore, content: SnapshotContent): VolumeRestore[] {
  const templates = new Set(content.spec.source.virtualMachine?.spec.dataVolumeTemplates?.map((each) => each.metadata?.name));
  return (content.spec.volumeBackups ?? []).map((backup) => {
    const name = claimName(restore, backup);
    const own = templates.has(backup.persistentVolumeClaim.metadata.name);
    return {
      volumeName: backup.volumeName,
      persistentVolumeClaim: name,
      volumeSnapshotName: backup.volumeSnapshotName ?? '',
      ...(own ? { dataVolumeName: name } : {}),
    };
  });
}

async function restoreVolumes(context: ControllerContext, restore: Restore, content: SnapshotContent, target: VirtualMachine | undefined): Promise<void> {
  const { client } = context;
  const { namespace = '' } = restore.metadata;
  const restores = plan(restore, content);
  await say(context, restore, waiting('Creating new PVCs', 'Waiting for new PVCs'), { restores });
  for (const backup of content.spec.volumeBackups ?? []) await createClaim(context, restore, backup);
  const bound = restores.every(({ persistentVolumeClaim }) => client.get(PersistentVolumeClaimKind, persistentVolumeClaim, namespace)?.status?.phase === 'Bound');
  if (!bound) return;
  await say(context, restore, waiting('Updating target spec', 'Waiting for target update'));
  const machine = await updateTarget(context, restore, content, target, restores);
  await adoptClaims(context, machine, restores);
  const deletedDataVolumes = await deleteOldVolumes(context, target, restores);
  const stage: Stage = { progressing: [false, 'Operation complete'], ready: [true, 'Operation complete'] };
  await say(context, restore, stage, { complete: true, restoreTime: timestamp(context.clock), restores, ...(deletedDataVolumes.length > 0 ? { deletedDataVolumes } : {}) });
  const message = `Successfully completed VirtualMachineRestore ${restore.metadata.name}`;
  context.events.record(restore, { reason: 'VirtualMachineRestoreComplete', message, component: COMPONENT });
  await unlock(context, restore);
}

async function createClaim({ client }: ControllerContext, restore: Restore, backup: VolumeBackup): Promise<void> {
  const { namespace = '' } = restore.metadata;
  const name = claimName(restore, backup);
  if (client.get(PersistentVolumeClaimKind, name, namespace)) return;
  const { spec, metadata } = backup.persistentVolumeClaim;
  const source = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: backup.volumeSnapshotName ?? '' };
  const { accessModes, volumeMode, storageClassName, resources } = spec;
  try {
    await client.create(PersistentVolumeClaimKind, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name,
        namespace,
        labels: { ...metadata.labels, 'restore.kubevirt.io/source-vm-name': restore.spec.target.name, 'restore.kubevirt.io/source-vm-namespace': namespace },
        annotations: { 'restore.kubevirt.io/name': restore.metadata.name, 'cdi.kubevirt.io/storage.bind.immediate.requested': 'true' },
      },
      spec: {
        ...(accessModes ? { accessModes } : {}),
        ...(volumeMode ? { volumeMode } : {}),
        ...(storageClassName ? { storageClassName } : {}),
        ...(resources ? { resources } : {}),
        dataSource: source,
        dataSourceRef: source,
      },
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
}

async function updateTarget(
  { client }: ControllerContext,
  restore: Restore,
  content: SnapshotContent,
  target: VirtualMachine | undefined,
  restores: VolumeRestore[],
): Promise<VirtualMachine> {
  const mark = `${restore.metadata.name}-${restore.metadata.uid ?? ''}`;
  const machine = restoredMachine(restore, content, restores);
  machine.metadata.annotations = { ...machine.metadata.annotations, [LAST_RESTORE]: mark };
  if (!target) return client.create(VirtualMachineKind, machine);
  const written = await client.mutate(VirtualMachineKind, target.metadata.name, target.metadata.namespace, (draft) => {
    const { runStrategy, running } = draft.spec;
    draft.spec = { ...machine.spec };
    delete draft.spec.runStrategy;
    delete draft.spec.running;
    if (running === undefined) draft.spec.runStrategy = runStrategy ?? 'Halted';
    else draft.spec.running = running;
    draft.metadata.annotations = { ...draft.metadata.annotations, [LAST_RESTORE]: mark };
  });
  return written ?? target;
}

/** Restored claims live as long as the machine. */
async function adoptClaims({ client }: ControllerContext, machine: VirtualMachine, restores: VolumeRestore[]): Promise<void> {
  for (const { persistentVolumeClaim, dataVolumeName } of restores) {
    await client.mutate(PersistentVolumeClaimKind, persistentVolumeClaim, machine.metadata.namespace, (draft) => {
      draft.metadata.ownerReferences = [controlledBy(machine)];
      if (dataVolumeName) draft.metadata.annotations = { ...draft.metadata.annotations, 'cdi.kubevirt.io/storage.populatedFor': dataVolumeName };
    });
  }
}

/** Data volumes of the machine that nothing uses any more. */
async function deleteOldVolumes({ client }: ControllerContext, before: VirtualMachine | undefined, restores: VolumeRestore[]): Promise<string[]> {
  const deleted: string[] = [];
  const { namespace } = before?.metadata ?? {};
  for (const template of before?.spec.dataVolumeTemplates ?? []) {
    const name = template.metadata?.name ?? '';
    const replaced = restores.some((each) => each.dataVolumeName !== undefined && each.dataVolumeName !== name);
    if (!replaced || !client.get(DataVolumeKind, name, namespace) || restores.some((each) => each.dataVolumeName === name)) continue;
    await client.delete(DataVolumeKind, name, namespace);
    deleted.push(name);
  }
  return deleted;
}
