import { HyperConvergedKind, KubeVirtKind, VirtualMachineInstanceKind } from '../../../../contracts/kinds';
import type { UnknownObject } from '../../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../../contracts/virt';
import { ApiError } from '../../../lib/api-error';
import type { ObjectClient, ObjectReader } from '../../../store/client';
import { items, text } from '../../read';

const WEBHOOK = 'virt-launcher-eviction-interceptor.kubevirt.io';
const DOMAIN = 'kubevirt.io/domain';
const MIGRATION_JOB = 'kubevirt.io/migrationJobUID';

/** What becomes of a pod that shall be evicted, in the eyes of KubeVirt. */
type Verdict = { evict: true } | { evict: false; why: string; evacuate?: boolean };

/** The strategy of the instance, else of the cluster. */
function strategyOf(read: ObjectReader, vmi: VirtualMachineInstance): string {
  if (vmi.spec.evictionStrategy) return vmi.spec.evictionStrategy;
  const [operator, kubevirt] = [read.list(HyperConvergedKind)[0], read.list(KubeVirtKind)[0]];
  return text(operator, 'spec', 'evictionStrategy') || text(kubevirt, 'spec', 'configuration', 'evictionStrategy') || 'None';
}

/** Can the guest be moved, as its instance says? */
export function isMigratable(vmi: VirtualMachineInstance): boolean {
  return items(vmi, 'status', 'conditions').some(({ type, status }) => type === 'LiveMigratable' && status === 'True');
}

function wantsToMigrate(read: ObjectReader, vmi: VirtualMachineInstance): Verdict | undefined {
  const strategy = strategyOf(read, vmi);
  if (strategy === 'External') return undefined;
  const migratable = isMigratable(vmi);
  if (strategy === 'LiveMigrate' && !migratable) {
    return { evict: false, why: `VMI ${vmi.metadata.name} is configured with an eviction strategy but is not live-migratable` };
  }
  const stays = (strategy === 'LiveMigrate' || strategy === 'LiveMigrateIfPossible') && migratable;
  return stays ? undefined : { evict: true };
}

/** KubeVirt's rule for launcher pods: who wants to move is moved by a migration, and its pod is not evicted. */
export function judgeEviction(read: ObjectReader, pod: UnknownObject): Verdict {
  const { labels = {}, annotations = {}, namespace = '' } = pod.metadata;
  const name = annotations[DOMAIN];
  const isOver = ['Succeeded', 'Failed'].includes(text(pod, 'status', 'phase'));
  if (labels['kubevirt.io'] !== 'virt-launcher' || name === undefined || isOver) return { evict: true };
  const vmi = read.get(VirtualMachineInstanceKind, name, namespace);
  if (!vmi) return { evict: false, why: `kubevirt failed getting the vmi: virtualmachineinstances.kubevirt.io "${name}" not found` };
  const verdict = wantsToMigrate(read, vmi);
  if (verdict) return verdict;
  const node = text(pod, 'spec', 'nodeName');
  if (labels[MIGRATION_JOB] !== undefined && vmi.status?.nodeName !== node) return { evict: false, why: 'Eviction request for target Pod' };
  const words = `Eviction triggered evacuation of VMI "${namespace}/${name}"`;
  if (vmi.status?.evacuationNodeName) return { evict: false, why: `Evacuation in progress: ${words}` };
  return { evict: false, why: words, evacuate: true };
}

/** Throws KubeVirt's 429 for a guest that is moved instead of evicted, after having asked for the move. */
export async function admitEviction(client: ObjectClient, pod: UnknownObject, dryRun: boolean): Promise<void> {
  const verdict = judgeEviction(client, pod);
  if (verdict.evict) return;
  if (verdict.evacuate && !dryRun) {
    await client.mutate(VirtualMachineInstanceKind, pod.metadata.annotations?.[DOMAIN] ?? '', pod.metadata.namespace, (draft) => {
      draft.status = { ...draft.status, evacuationNodeName: draft.status?.nodeName ?? '' };
    });
  }
  throw new ApiError(429, 'TooManyRequests', `admission webhook "${WEBHOOK}" denied the request: ${verdict.why}`);
}
