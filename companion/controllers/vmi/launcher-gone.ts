import { VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import { controllerOf } from '../keys';
import type { InstanceContext } from './vmi-context';

const DEFAULT_GRACE = 30;

/** Somebody deletes the pod in which a guest runs: the guest is shut down, as its processes would be with the pod. */
export function launcherGone({ client, driver, operations }: InstanceContext, pod: UnknownObject): void {
  const owner = controllerOf(pod);
  if (owner?.kind !== 'VirtualMachineInstance') return;
  const vmi = client.get(VirtualMachineInstanceKind, owner.name, pod.metadata.namespace);
  const { uid = '', deletionTimestamp } = vmi?.metadata ?? {};
  if (!vmi || uid !== owner.uid || deletionTimestamp || vmi.status?.phase !== 'Running') return;
  if (vmi.status.activePods?.[pod.metadata.uid ?? ''] === undefined) return;
  const own = vmi.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE;
  const grace = Math.min(own, pod.metadata.deletionGracePeriodSeconds || own);
  operations.begin(uid, 'stop', () => driver.stop(uid, grace));
}
