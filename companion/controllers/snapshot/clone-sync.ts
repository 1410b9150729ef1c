import { PersistentVolumeClaimKind, VirtualMachineKind } from '../../../contracts/kinds';
import { timestamp } from '../../lib/clock';
import { ApiError } from '../../lib/api-error';
import type { ControllerContext } from '../context';
import { controlledBy, fromKey } from '../keys';
import { mutateStatus } from '../status-writes';
import { clonePatches } from './clone-patches';
import { type Clone, Clones, Contents, Restores, Snapshots } from './types';
import { withStage } from './words';

const COMPONENT = 'clone-controller';

/** One look at one VirtualMachineClone: a snapshot, a restore of it into a new machine, and away with both. */
export async function syncClone(context: ControllerContext, key: string): Promise<void> {
  const { client } = context;
  const { name, namespace } = fromKey(key);
  const clone = client.get(Clones, name, namespace);
  if (!clone || clone.metadata.deletionTimestamp || clone.status?.phase === 'Failed') return;
  if (clone.status?.phase === 'Succeeded') return tidyUp(context, clone);
  const { source } = clone.spec;
  if (source.kind === 'VirtualMachine' && !client.get(VirtualMachineKind, source.name, namespace)) {
    return pending(context, clone, `Source doesnt exist: VirtualMachine ${namespace}/${source.name}`);
  }
  const snapshot = source.kind === 'VirtualMachine' ? await ownSnapshot(context, clone) : source.name;
  const ready = client.get(Snapshots, snapshot, namespace)?.status;
  if (ready?.phase === 'Failed') return fail(context, clone, `Snapshot ${snapshot} failed`);
  if (!ready?.readyToUse) return enter(context, clone, 'SnapshotInProgress', { snapshotName: snapshot });
  await restoreInto(context, clone, snapshot, ready.virtualMachineSnapshotContentName ?? '');
}

async function enter({ client, clock }: ControllerContext, clone: Clone, phase: string, more: NonNullable<Clone['status']> = {}): Promise<void> {
  const { name, namespace = '' } = clone.metadata;
  const done = phase === 'Succeeded';
  await mutateStatus(client, Clones, { name, namespace }, (draft) => {
    const stage = { progressing: [!done, done ? 'Ready' : 'Still processing'], ready: [done, done ? 'Ready' : 'Still processing'] } as const;
    const conditions = withStage(draft.status?.conditions, { progressing: [...stage.progressing], ready: [...stage.ready] }, timestamp(clock));
    draft.status = { ...draft.status, ...more, phase, conditions };
  });
}

async function pending(context: ControllerContext, clone: Clone, why: string): Promise<void> {
  context.events.record(clone, { reason: 'SourceDoesNotExist', message: why, warning: true, component: COMPONENT });
  const { name, namespace = '' } = clone.metadata;
  await mutateStatus(context.client, Clones, { name, namespace }, (draft) => {
    const conditions = withStage(draft.status?.conditions, { progressing: [false, why], ready: [false, why] }, timestamp(context.clock));
    draft.status = { ...draft.status, phase: 'Unknown', conditions };
  });
}

async function fail(context: ControllerContext, clone: Clone, why: string): Promise<void> {
  context.events.record(clone, { reason: 'RestoreCreationFailed', message: why, warning: true, component: COMPONENT });
  const { name, namespace = '' } = clone.metadata;
  await mutateStatus(context.client, Clones, { name, namespace }, (draft) => {
    const conditions = withStage(draft.status?.conditions, { progressing: [false, why], ready: [false, why] }, timestamp(context.clock));
    draft.status = { ...draft.status, phase: 'Failed', conditions };
  });
}

async function unlessThere(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return false;
    throw error;
  }
}

async function ownSnapshot({ client, events }: ControllerContext, clone: Clone): Promise<string> {
  const { namespace = '', uid = '' } = clone.metadata;
  const name = `tmp-snapshot-${uid}`;
  if (client.get(Snapshots, name, namespace)) return name;
  const made = await unlessThere(
    client.create(Snapshots, {
      apiVersion: 'snapshot.kubevirt.io/v1beta1',
      kind: 'VirtualMachineSnapshot',
      metadata: { name, namespace, ownerReferences: [controlledBy(clone)] },
      spec: { source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: clone.spec.source.name } },
    }),
  );
  if (made) events.record(clone, { reason: 'SnapshotCreated', message: `created snapshot ${name} for clone ${clone.metadata.name}`, component: COMPONENT });
  return name;
}

async function restoreInto(context: ControllerContext, clone: Clone, snapshot: string, contentName: string): Promise<void> {
  const { client, events, clock } = context;
  const { namespace = '', uid = '' } = clone.metadata;
  const name = `tmp-restore-${uid}`;
  const target = clone.spec.target?.name ?? `clone-${clone.spec.source.name}`;
  const found = client.get(Restores, name, namespace);
  if (!found) {
    const machine = client.get(Contents, contentName, namespace)?.spec.source.virtualMachine;
    if (!machine) return fail(context, clone, `VirtualMachineSnapshotContent ${contentName} holds no machine`);
    await unlessThere(
      client.create(Restores, {
        apiVersion: 'snapshot.kubevirt.io/v1beta1',
        kind: 'VirtualMachineRestore',
        metadata: { name, namespace, ownerReferences: [controlledBy(clone)] },
        spec: { target: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: target }, virtualMachineSnapshotName: snapshot, patches: clonePatches(clone, machine) },
      }),
    );
    events.record(clone, { reason: 'RestoreCreated', message: `created restore ${name} for clone ${clone.metadata.name}`, component: COMPONENT });
    return enter(context, clone, 'RestoreInProgress', { restoreName: name, snapshotName: snapshot });
  }
  const failure = found.status?.conditions?.find(({ type, status }) => type === 'Failure' && status === 'True');
  if (failure) return fail(context, clone, failure.reason ?? 'restore failed');
  if (!found.status?.complete) return enter(context, clone, 'RestoreInProgress', { restoreName: name, snapshotName: snapshot });
  events.record(clone, { reason: 'TargetVMCreated', message: `created target VM ${target} for clone ${clone.metadata.name}`, component: COMPONENT });
  await enter(context, clone, 'Succeeded', { targetName: target, creationTime: timestamp(clock) });
}

/** The temporary objects go, and the clone belongs to the machine it made. */
async function tidyUp({ client }: ControllerContext, clone: Clone): Promise<void> {
  const { name, namespace = '', uid = '' } = clone.metadata;
  const target = client.get(VirtualMachineKind, clone.status?.targetName ?? '', namespace);
  const restore = client.get(Restores, `tmp-restore-${uid}`, namespace);
  const bound = (restore?.status?.restores ?? []).every((each) => client.get(PersistentVolumeClaimKind, each.persistentVolumeClaim, namespace)?.status?.phase === 'Bound');
  if (restore && bound) await client.delete(Restores, restore.metadata.name, namespace);
  if (bound) await client.delete(Snapshots, `tmp-snapshot-${uid}`, namespace);
  if (target && !clone.metadata.ownerReferences?.some((owner) => owner.uid === target.metadata.uid)) {
    await client.mutate(Clones, name, namespace, (draft) => void (draft.metadata.ownerReferences = [{ ...controlledBy(target), controller: false }]));
  }
  await mutateStatus(client, Clones, { name, namespace }, (draft) => {
    delete draft.status?.snapshotName;
    delete draft.status?.restoreName;
  });
}
