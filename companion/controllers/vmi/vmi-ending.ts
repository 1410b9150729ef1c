import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { GuestDriver } from '../../guests/driver';
import { timestamp } from '../../lib/clock';
import type { ConditionLike } from '../conditions';
import { withCondition, withoutCondition } from '../conditions';
import { controllerOf } from '../keys';
import { deletePod } from './launcher-pod';
import { enterPhase, isFinal, phaseOf } from './phases';
import { HANDLER, INSTANCE_FINALIZER, type InstanceContext } from './vmi-context';

const DEFAULT_GRACE = 30;

/** Marks the instance as over and removes what its guest left on this machine. */
export async function finishInstance(context: InstanceContext, vmi: VirtualMachineInstance, phase: 'Succeeded' | 'Failed', why?: string): Promise<void> {
  const { client, clock, driver, events } = context;
  const now = timestamp(clock);
  const { name, namespace, uid = '' } = vmi.metadata;
  await client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    enterPhase(draft, phase, now);
    const status = (draft.status ??= {});
    if (why) status.reason = why;
    let conditions = (status.conditions ?? []) as ConditionLike[];
    for (const type of ['Paused', 'AgentConnected', 'LiveMigratable', 'StorageLiveMigratable']) conditions = withoutCondition(conditions, type);
    const ready = { type: 'Ready', status: 'False', reason: 'PodNotExists', message: 'virt-launcher pod has not yet been scheduled' };
    status.conditions = withCondition(conditions, ready, now) as typeof status.conditions;
  });
  const crashed = phase === 'Failed';
  if (phaseOf(vmi) === 'Running') {
    const message = crashed ? 'The VirtualMachineInstance crashed.' : 'The VirtualMachineInstance was shut down.';
    events.record(vmi, { reason: 'Stopped', message, warning: crashed, component: HANDLER, host: vmi.status?.nodeName ?? '' });
  }
  await forgetGuest(driver, uid);
  for (const pod of context.pods(uid)) await deletePod(context, pod);
}

/** Removes what a guest that is down has left; one that never was leaves nothing. */
export async function forgetGuest(driver: GuestDriver, uid: string): Promise<void> {
  try {
    await driver.forget(uid);
  } catch (error) {
    if (driver.info(uid)) throw error;
  }
}

/** A deleted instance: shuts the guest down, in order or at once, and lets the object go when nothing is left of it. */
export async function endInstance(context: InstanceContext, vmi: VirtualMachineInstance): Promise<void> {
  const { client, driver, operations, events } = context;
  const { name, namespace, uid = '' } = vmi.metadata;
  const failure = operations.takeFailure(uid, 'stop');
  // The queue waits longer after each failure.
  if (failure) throw failure;
  const state = driver.info(uid)?.state;
  const alive = state === 'starting' || state === 'running' || state === 'paused';
  const grace = vmi.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE;
  if (alive && grace <= 0) {
    events.record(vmi, { reason: 'Deleted', message: 'Signaled Deletion', component: HANDLER, host: vmi.status?.nodeName ?? '' });
    await driver.destroy(uid);
  } else if (alive || operations.busy(uid)) {
    if (operations.busy(uid)) return;
    events.record(vmi, { reason: 'ShuttingDown', message: 'Signaled Graceful Shutdown', component: HANDLER, host: vmi.status?.nodeName ?? '' });
    operations.begin(uid, 'stop', () => driver.stop(uid, grace));
    return;
  }
  if (!isFinal(vmi)) {
    const ran = phaseOf(vmi) === 'Running' && state !== 'crashed';
    await finishInstance(context, vmi, ran ? 'Succeeded' : 'Failed');
  }
  await forgetGuest(driver, uid);
  for (const pod of context.pods(uid)) await deletePod(context, pod);
  if (!controllerOf(vmi)) await driver.discardState(namespace ?? '', name);
  await client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
    draft.metadata.finalizers = (draft.metadata.finalizers ?? []).filter((each) => each !== INSTANCE_FINALIZER);
  });
}
