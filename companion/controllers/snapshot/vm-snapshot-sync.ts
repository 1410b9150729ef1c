import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { VirtualMachine, VirtualMachineInstance } from '../../../contracts/virt';
import { durationMs } from '../../kinds/kubevirt/durations';
import { ApiError } from '../../lib/api-error';
import { timestamp } from '../../lib/clock';
import { isTrue } from '../conditions';
import type { ControllerContext } from '../context';
import { fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import type { Again } from '../work-queue';
import { HOLD, holdGuest, releaseGuest, wantedHold } from './guest-hold';
import { volumesToSnapshot } from './snapshot-volumes';
import { Contents, type Snapshot, type SnapshotContent, Snapshots, VolumeSnapshots } from './types';
import { type Stage, withStage } from './words';

const COMPONENT = 'snapshot-controller';
const FINALIZER = 'snapshot.kubevirt.io/vmsnapshot-protection';
const DEADLINE = 5 * 60_000;

const contentNameOf = (snapshot: Snapshot) => `vmsnapshot-content-${snapshot.metadata.uid ?? ''}`;
const isOver = ({ status }: Snapshot) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** One look at one VirtualMachineSnapshot. */
export async function syncSnapshot(context: ControllerContext, key: string): Promise<Again | void> {
  const { client, clock } = context;
  const { name, namespace } = fromKey(key);
  const snapshot = client.get(Snapshots, name, namespace);
  if (!snapshot) return;
  if (snapshot.metadata.deletionTimestamp) return endSnapshot(context, snapshot);
  if (isOver(snapshot)) return unlock(context, snapshot);
  await client.mutate(Snapshots, name, namespace, (draft) => {
    if (!draft.metadata.finalizers?.includes(FINALIZER)) draft.metadata.finalizers = [...(draft.metadata.finalizers ?? []), FINALIZER];
  });
  const limit = snapshot.spec.failureDeadline ? (durationMs(snapshot.spec.failureDeadline) ?? DEADLINE) : DEADLINE;
  const left = Date.parse(snapshot.metadata.creationTimestamp ?? timestamp(clock)) + limit - clock.now();
  if (limit > 0 && left <= 0) return failSnapshot(context, snapshot);
  await takeSnapshot(context, snapshot);
  return limit > 0 ? { after: Math.max(1000, left) } : undefined;
}

async function say(context: ControllerContext, snapshot: Snapshot, stage: Stage, more: NonNullable<Snapshot['status']> = {}): Promise<void> {
  const { name, namespace = '' } = snapshot.metadata;
  await mutateStatus(context.client, Snapshots, { name, namespace }, (draft) => {
    const conditions = withStage(draft.status?.conditions, stage, timestamp(context.clock));
    draft.status = { phase: 'InProgress', readyToUse: false, ...draft.status, ...more, conditions };
  });
}

const waiting = (why: string): Stage => ({ progressing: [false, why], ready: [false, 'Not ready'] });

async function takeSnapshot(context: ControllerContext, snapshot: Snapshot): Promise<void> {
  const { client } = context;
  const { namespace = '' } = snapshot.metadata;
  const vm = client.get(VirtualMachineKind, snapshot.spec.source.name, namespace);
  if (!vm) return say(context, snapshot, waiting('Source does not exist'));
  const holder = vm.status?.snapshotInProgress;
  if (holder && holder !== snapshot.metadata.name) return say(context, snapshot, waiting(`Source not locked snapshot "${holder}" in progress`));
  if (!holder) {
    await mutateStatus(client, VirtualMachineKind, { name: vm.metadata.name, namespace }, (draft) => {
      draft.status = { ...draft.status, snapshotInProgress: snapshot.metadata.name };
    });
  }
  const vmi = client.get(VirtualMachineInstanceKind, vm.metadata.name, namespace);
  const content = client.get(Contents, contentNameOf(snapshot), namespace) ?? (await createContent(context, snapshot, vm, vmi));
  await say(context, snapshot, { progressing: [true, 'Source locked and operation in progress'], ready: [false, 'Not ready'] }, { sourceUID: vm.metadata.uid ?? '' });
  await completeSnapshot(context, snapshot, content, vmi);
}

function indicationsOf(vmi: VirtualMachineInstance | undefined, excluded: readonly string[]): { indication: string; message: string }[] {
  const found: { indication: string; message: string }[] = [];
  if (vmi?.status?.phase === 'Running') {
    found.push({ indication: 'Online', message: 'Snapshot taken while the VM was running' });
    if (isTrue(vmi.status.conditions, 'Paused')) found.push({ indication: 'Paused', message: 'Snapshot taken while the VM was paused' });
    else if (isTrue(vmi.status.conditions, 'AgentConnected')) found.push({ indication: 'GuestAgent', message: 'Guest agent was present and the file systems were quiesced' });
    else found.push({ indication: 'NoGuestAgent', message: 'No guest agent: the snapshot is crash consistent' });
  }
  if (excluded.length > 0) found.push({ indication: 'PartialSnapshot', message: 'Some volumes are not part of the snapshot' });
  return found.sort((a, b) => a.indication.localeCompare(b.indication));
}

/** The content is written before the guest is held, and says how: whoever finds it after a crash lets the guest go. */
async function createContent(context: ControllerContext, snapshot: Snapshot, vm: VirtualMachine, vmi: VirtualMachineInstance | undefined): Promise<SnapshotContent> {
  const { client, events } = context;
  const { name, namespace = '', uid = '' } = snapshot.metadata;
  const { included, excluded } = volumesToSnapshot(client, vm);
  const indications = indicationsOf(vmi, excluded);
  const held = vmi?.status?.phase === 'Running' ? wantedHold(vmi) : '';
  const metadata = { ...vm.metadata };
  delete metadata.managedFields;
  const content = await client.create(Contents, {
    apiVersion: 'snapshot.kubevirt.io/v1beta1',
    kind: 'VirtualMachineSnapshotContent',
    metadata: { name: contentNameOf(snapshot), namespace, finalizers: [], annotations: { [HOLD]: held } },
    spec: {
      virtualMachineSnapshotName: name,
      source: { virtualMachine: { metadata: structuredClone(metadata), spec: structuredClone(vm.spec) } },
      volumeBackups: included.map(({ volumeName, claim }) => ({
        volumeName,
        persistentVolumeClaim: { metadata: { name: claim.metadata.name, namespace, labels: { ...claim.metadata.labels } }, spec: structuredClone(claim.spec) },
        volumeSnapshotName: `vmsnapshot-${uid}-volume-${volumeName}`,
      })),
    },
  });
  const message = `Successfully created VirtualMachineSnapshotContent ${content.metadata.name}`;
  events.record(snapshot, { reason: 'SuccessfulVirtualMachineSnapshotContentCreate', message, component: COMPONENT });
  await say(context, snapshot, waiting('Source locked and operation in progress'), {
    virtualMachineSnapshotContentName: content.metadata.name,
    indications: indications.map(({ indication }) => indication),
    sourceIndications: indications,
    snapshotVolumes: { includedVolumes: included.map((each) => each.volumeName), excludedVolumes: excluded },
  });
  return content;
}

async function completeSnapshot(context: ControllerContext, snapshot: Snapshot, content: SnapshotContent, vmi: VirtualMachineInstance | undefined): Promise<void> {
  const { client, clock } = context;
  const { namespace = '' } = snapshot.metadata;
  const backups = content.spec.volumeBackups ?? [];
  const held = content.metadata.annotations?.[HOLD] ?? '';
  const untouched = backups.some((backup) => !client.get(VolumeSnapshots, backup.volumeSnapshotName ?? '', namespace));
  if (held && vmi && untouched) await holdGuest(context, vmi, held);
  for (const backup of backups) await createVolumeSnapshot(context, snapshot, backup.volumeSnapshotName ?? '', backup.persistentVolumeClaim.metadata.name);
  const copies = backups.map((backup) => client.get(VolumeSnapshots, backup.volumeSnapshotName ?? '', namespace));
  if (!copies.every((copy) => copy?.status?.readyToUse)) return;
  await releaseGuest(context, vmi?.metadata.uid ?? '', held);
  const creationTime = timestamp(clock);
  await mutateStatus(client, Contents, { name: content.metadata.name, namespace }, (draft) => {
    const volumeSnapshotStatus = copies.map((copy) => ({ volumeSnapshotName: copy?.metadata.name ?? '', creationTime, readyToUse: true }));
    draft.status = { readyToUse: true, creationTime, volumeSnapshotStatus };
  });
  await say(context, snapshot, { progressing: [false, 'Operation complete'], ready: [true, 'Ready'] }, { phase: 'Succeeded', readyToUse: true, creationTime });
  await unlock(context, snapshot);
}

async function createVolumeSnapshot({ client, events }: ControllerContext, snapshot: Snapshot, name: string, claim: string): Promise<void> {
  const { namespace = '' } = snapshot.metadata;
  if (client.get(VolumeSnapshots, name, namespace)) return;
  const labels = { 'snapshot.kubevirt.io/source-vm-name': snapshot.spec.source.name, 'snapshot.kubevirt.io/source-vm-namespace': namespace };
  try {
    await client.create(VolumeSnapshots, {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name, namespace, labels },
      spec: { source: { persistentVolumeClaimName: claim } },
    });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
  }
  events.record(snapshot, { reason: 'SuccessfulVolumeSnapshotCreate', message: `Successfully created VolumeSnapshot ${name}`, component: COMPONENT });
}

async function failSnapshot(context: ControllerContext, snapshot: Snapshot): Promise<void> {
  await letGo(context, snapshot);
  const stage: Stage = { progressing: [false, 'Operation failed'], ready: [false, 'Not ready'], failure: 'snapshot deadline exceeded' };
  await say(context, snapshot, stage, { phase: 'Failed', error: { message: 'snapshot deadline exceeded', time: timestamp(context.clock) } });
  await unlock(context, snapshot);
}

/** A guest that is still held goes on. */
async function letGo(context: ControllerContext, snapshot: Snapshot): Promise<void> {
  const { namespace = '' } = snapshot.metadata;
  const held = context.client.get(Contents, contentNameOf(snapshot), namespace)?.metadata.annotations?.[HOLD];
  const vmi = context.client.get(VirtualMachineInstanceKind, snapshot.spec.source.name, namespace);
  if (held && vmi) await releaseGuest(context, vmi.metadata.uid ?? '', held);
}

async function unlock({ client }: ControllerContext, snapshot: Snapshot): Promise<void> {
  const { name, namespace = '' } = snapshot.metadata;
  await mutateStatus(client, VirtualMachineKind, { name: snapshot.spec.source.name, namespace }, (draft) => {
    if (draft.status?.snapshotInProgress === name) delete draft.status.snapshotInProgress;
  });
}

async function endSnapshot(context: ControllerContext, snapshot: Snapshot): Promise<void> {
  const { client } = context;
  const { name, namespace = '' } = snapshot.metadata;
  if (!isOver(snapshot)) await letGo(context, snapshot);
  await unlock(context, snapshot);
  const content = client.get(Contents, contentNameOf(snapshot), namespace);
  if (content && snapshot.spec.deletionPolicy !== 'Retain') {
    for (const backup of content.spec.volumeBackups ?? []) await client.delete(VolumeSnapshots, backup.volumeSnapshotName ?? '', namespace);
    await client.delete(Contents, content.metadata.name, namespace);
  }
  await client.mutate(Snapshots, name, namespace, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== FINALIZER);
  });
}
