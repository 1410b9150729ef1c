import { PersistentVolumeClaimKind, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { type ConditionLike, isTrue, withCondition, withoutCondition } from '../conditions';
import { fromKey } from '../keys';
import { Marks } from '../storage/claim-marks';
import { claimsOf } from '../volume-claims';
import type { Again } from '../work-queue';
import { ImagePullError } from './container-disks';
import { claimObstacle, guestVolumes } from './guest-volumes';
import { syncCredentials } from './access-credentials';
import { syncDevices } from './device-changes';
import { markPlugged } from './hotplug';
import { createLauncher, deletePod, markUnschedulable, runPod } from './launcher-pod';
import { migratability } from './live-migratable';
import { enterPhase, isFinal, phaseOf } from './phases';
import { placeInstance } from './placement';
import { applyGuest } from './running-status';
import { CONTROLLER, HANDLER, type InstanceContext } from './vmi-context';
import { endInstance, finishInstance, forgetGuest } from './vmi-ending';
import { volumeStatuses } from './volume-status';

type Words = Omit<ConditionLike, 'lastTransitionTime'>;

/** One look at one VirtualMachineInstance: moves it one phase on, or brings its status up to date. */
export async function syncInstance(context: InstanceContext, key: string): Promise<Again | void> {
  const { name, namespace } = fromKey(key);
  const vmi = context.client.get(VirtualMachineInstanceKind, name, namespace);
  if (!vmi) return;
  if (vmi.metadata.deletionTimestamp) return endInstance(context, vmi);
  if (isFinal(vmi)) return;
  switch (phaseOf(vmi)) {
    case 'Pending':
      return prepare(context, vmi);
    case 'Scheduling':
      return schedule(context, vmi);
    case 'Scheduled':
      return launch(context, vmi);
    default:
      return observe(context, vmi);
  }
}

function change(context: InstanceContext, vmi: VirtualMachineInstance, edit: (draft: VirtualMachineInstance, now: string) => void) {
  const { name, namespace } = vmi.metadata;
  return context.client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => edit(draft, timestamp(context.clock)));
}

function setCondition(draft: VirtualMachineInstance, words: Words, now: string): void {
  const status = (draft.status ??= {});
  status.conditions = withCondition(status.conditions as ConditionLike[], words, now) as typeof status.conditions;
}

function dropCondition(draft: VirtualMachineInstance, type: string): void {
  if (draft.status?.conditions) draft.status.conditions = withoutCondition(draft.status.conditions, type);
}

/** Pending: waits for claims and data volumes, then makes the launcher pod. */
async function prepare(context: InstanceContext, vmi: VirtualMachineInstance): Promise<void> {
  const obstacle = claimObstacle(context, vmi);
  if (obstacle) {
    await change(context, vmi, (draft, now) => {
      enterPhase(draft, 'Pending', now);
      setCondition(draft, { type: 'Ready', status: 'False', reason: 'PodNotExists', message: 'virt-launcher pod has not yet been scheduled' }, now);
      if (obstacle === 'waiting') {
        dropCondition(draft, 'Synchronized');
        setCondition(draft, { type: 'DataVolumesReady', status: 'False', reason: 'NotAllDVsReady', message: "Not all of the VMI's DVs are ready" }, now);
      } else setCondition(draft, { type: 'Synchronized', status: 'False', reason: obstacle.reason, message: obstacle.message }, now);
    });
    if (obstacle === 'waiting') await consumeClaims(context, vmi);
    else context.events.record(vmi, { reason: obstacle.reason, message: obstacle.message, component: CONTROLLER });
    return;
  }
  if (context.pods(vmi.metadata.uid ?? '').length === 0) await createLauncher(context, vmi);
  await change(context, vmi, (draft, now) => {
    enterPhase(draft, 'Scheduling', now);
    dropCondition(draft, 'Synchronized');
    if (draft.spec.volumes?.some((volume) => volume.dataVolume)) {
      setCondition(draft, { type: 'DataVolumesReady', status: 'True', reason: 'AllDVsReady', message: "All of the VMI's DVs are bound and ready" }, now);
    }
  });
}

/** The first consumer of claims that wait for one: names the node, as the scheduler does. */
async function consumeClaims({ client, load }: InstanceContext, vmi: VirtualMachineInstance): Promise<void> {
  const { node } = placeInstance(client, vmi, { load });
  if (node === undefined) return;
  for (const name of claimsOf(vmi.spec)) {
    const claim = client.get(PersistentVolumeClaimKind, name, vmi.metadata.namespace);
    if (!claim || claim.status?.phase === 'Bound' || claim.metadata.annotations?.[Marks.selectedNode]) continue;
    await client.mutate(PersistentVolumeClaimKind, name, vmi.metadata.namespace, (draft) => {
      draft.metadata.annotations = { ...draft.metadata.annotations, [Marks.selectedNode]: node };
    });
  }
}

const LOOK_FOR_NODES = 10_000;

/** Scheduling: finds a node for the pod. */
async function schedule(context: InstanceContext, vmi: VirtualMachineInstance): Promise<Again | void> {
  const { client, clock } = context;
  const uid = vmi.metadata.uid ?? '';
  const pod = context.pods(uid)[0];
  if (!pod) return void (await createLauncher(context, vmi));
  const { node, message = '' } = placeInstance(client, vmi, { load: context.load });
  if (node === undefined) {
    await client.mutate(PodKind, pod.metadata.name, pod.metadata.namespace, (draft) => markUnschedulable(draft, message, timestamp(clock)), { subresource: 'status' });
    context.events.record(pod, { reason: 'FailedScheduling', message, warning: true, component: 'default-scheduler' });
    await change(context, vmi, (draft, now) => setCondition(draft, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }, now));
    return { after: LOOK_FOR_NODES };
  }
  await runPod(context, pod, node);
  await change(context, vmi, (draft, now) => {
    enterPhase(draft, 'Scheduled', now);
    dropCondition(draft, 'PodScheduled');
    const status = (draft.status ??= {});
    status.nodeName = node;
    status.activePods = { [pod.metadata.uid ?? '']: node };
    draft.metadata.labels = { ...draft.metadata.labels, 'kubevirt.io/nodeName': node };
  });
}

/** Scheduled: starts the guest, or finds it running already. */
async function launch(context: InstanceContext, vmi: VirtualMachineInstance): Promise<Again | void> {
  const { driver, operations, events } = context;
  const { uid = '', namespace = '', name } = vmi.metadata;
  if (operations.busy(uid)) return;
  const failure = operations.takeFailure(uid, 'start');
  if (failure instanceof ImagePullError) return waitForImage(context, vmi, failure);
  if (failure) return refuse(context, vmi, failure);
  const rested = context.clock.now() - (context.failedAt.get(`${uid}/image`) ?? -PULL_AGAIN);
  if (rested < PULL_AGAIN) return { after: PULL_AGAIN - rested };
  const state = driver.info(uid)?.state;
  if (state === 'running' || state === 'paused') {
    await change(context, vmi, (draft, now) => enterPhase(draft, 'Running', now));
    events.record(vmi, { reason: 'Created', message: 'VirtualMachineInstance defined.', component: HANDLER, host: vmi.status?.nodeName ?? '' });
    events.record(vmi, { reason: 'Started', message: 'VirtualMachineInstance started.', component: HANDLER, host: vmi.status?.nodeName ?? '' });
    return;
  }
  if (state === 'stopped' || state === 'crashed') return finishInstance(context, vmi, state === 'stopped' ? 'Succeeded' : 'Failed');
  if (state === 'starting') return;
  const node = vmi.status?.nodeName ?? '';
  const startPaused = vmi.spec.startStrategy === 'Paused';
  operations.begin(uid, 'start', async () => {
    const volumes = await guestVolumes(context, vmi);
    await driver.start({ uid, namespace, name, node, instance: vmi, volumes, startPaused });
  });
}

const PULL_AGAIN = 10_000;
const PULL_REASONS = ['ErrImagePull', 'ImagePullBackOff'];

/** An image of a container disk cannot be fetched: first an error, then a back-off, and again. */
async function waitForImage(context: InstanceContext, vmi: VirtualMachineInstance, failure: Error): Promise<Again> {
  const known = vmi.status?.conditions?.some(({ type, reason }) => type === 'Synchronized' && PULL_REASONS.includes(reason ?? ''));
  const reason = known ? 'ImagePullBackOff' : 'ErrImagePull';
  context.failedAt.set(`${vmi.metadata.uid ?? ''}/image`, context.clock.now());
  const pod = context.pods(vmi.metadata.uid ?? '')[0];
  context.events.record(pod ?? vmi, { reason: 'Failed', message: failure.message, warning: true, component: 'kubelet', host: vmi.status?.nodeName ?? '' });
  await change(context, vmi, (draft, now) => setCondition(draft, { type: 'Synchronized', status: 'False', reason, message: failure.message }, now));
  return { after: PULL_AGAIN };
}

/** The guest cannot be started: the reason stands in the condition and in an event, the instance has failed. */
async function refuse(context: InstanceContext, vmi: VirtualMachineInstance, failure: Error): Promise<void> {
  const message = `server error. command SyncVMI failed: "${failure.message}"`;
  context.events.record(vmi, { reason: 'SyncFailed', message, warning: true, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  await change(context, vmi, (draft, now) => {
    setCondition(draft, { type: 'Synchronized', status: 'False', reason: 'Synchronizing with the Domain failed.', message }, now);
  });
  await finishInstance(context, vmi, 'Failed', failure.message);
}

/** Running: what the driver knows becomes status. A guest that is gone ends the instance. */
async function observe(context: InstanceContext, vmi: VirtualMachineInstance): Promise<Again | void> {
  const { client, driver } = context;
  const info = driver.info(vmi.metadata.uid ?? '');
  if (!info && !driver.capabilities.real) return revive(context, vmi);
  if (!info) return finishInstance(context, vmi, 'Failed', 'the process of the guest is gone');
  if (info.state === 'stopped') return finishInstance(context, vmi, 'Succeeded');
  if (info.state === 'crashed') return finishInstance(context, vmi, 'Failed');
  const words = migratability(client, vmi);
  const justStarted = vmi.status?.volumeStatus === undefined;
  const written = await change(context, vmi, (draft, now) => {
    applyGuest(draft, info, words, now);
    const status = (draft.status ??= {});
    status.volumeStatus = volumeStatuses(client, draft);
    if (justStarted) markPlugged(draft);
    status.migrationMethod = words[0].status === 'True' || words[0].reason !== 'DisksNotLiveMigratable' ? 'LiveMigration' : 'BlockMigration';
  });
  if (!written) return;
  await syncCredentials(context, written);
  return syncDevices(context, written);
}

/** Simulated guests live in this process only: after a restart they go on as if they had outlived it. */
async function revive(context: InstanceContext, vmi: VirtualMachineInstance): Promise<void> {
  const { uid = '', namespace = '', name } = vmi.metadata;
  const startPaused = isTrue(vmi.status?.conditions, 'Paused');
  await context.driver.start({ uid, namespace, name, node: vmi.status?.nodeName ?? '', instance: vmi, volumes: [], startPaused });
}

/** Removes pods and guests of instances that no longer exist. */
export async function forgetInstance(context: InstanceContext, uid: string): Promise<void> {
  const state = context.driver.info(uid)?.state;
  if (state === 'starting' || state === 'running' || state === 'paused') await context.driver.destroy(uid);
  await forgetGuest(context.driver, uid);
  for (const pod of context.pods(uid)) await deletePod(context, pod);
}
