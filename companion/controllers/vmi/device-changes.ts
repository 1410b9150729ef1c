import type { VirtualMachineInstance } from '../../../contracts/virt';
import type { Again } from '../work-queue';
import { hotplugTasks } from './hotplug';
import { interfaceTasks } from './interface-changes';
import { memoryDumpTasks } from './memory-dump';
import { sizeTasks } from './size-changes';
import type { InstanceContext } from './vmi-context';

/** One change of a running guest; `about` names what it changes, for the pause after a failure. */
export interface DeviceTask {
  about: string;
  run(): Promise<void>;
}

const RETRY = 30_000;

/**
 * Brings devices and size of the guest to what the spec says. The work runs beside the queue: a guest may take its time.
 * What failed is tried again after a while; the answer says when.
 */
export function syncDevices(context: InstanceContext, vmi: VirtualMachineInstance): Again | undefined {
  const { clock, operations, failedAt } = context;
  const uid = vmi.metadata.uid ?? '';
  const failure = operations.takeFailure(uid, 'devices');
  // What could not even be written down: the queue waits longer after each failure.
  if (failure) throw failure;
  const tasks = [...hotplugTasks(context, vmi), ...interfaceTasks(context, vmi), ...sizeTasks(context, vmi), ...memoryDumpTasks(context, vmi)];
  const rested = tasks.filter((task) => clock.now() - (failedAt.get(`${uid}/${task.about}`) ?? -RETRY) >= RETRY);
  if (rested.length > 0 && !operations.busy(uid)) {
    operations.begin(uid, 'devices', async () => {
      for (const task of rested) await task.run();
    });
  }
  return rested.length < tasks.length ? { after: RETRY } : undefined;
}
