import { PodKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { items } from '../../kinds/read';
import { isRecord } from '../../lib/guards';
import type { ControllerContext } from '../context';
import { controlledBy, randomSuffix } from '../keys';

const IMAGE = 'quay.io/kubevirt/virt-launcher:v1.9.0';

/** The pod object that stands for a guest's process. */
export function launcherPod(vmi: VirtualMachineInstance, migration?: string): UnknownObject {
  const { name, namespace, uid } = vmi.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `virt-launcher-${name.slice(0, 200)}-${randomSuffix()}`,
      ...(namespace ? { namespace } : {}),
      labels: {
        ...vmi.metadata.labels,
        'kubevirt.io': 'virt-launcher',
        'kubevirt.io/created-by': uid ?? '',
        'vm.kubevirt.io/name': name.slice(0, 63),
        'vmi.kubevirt.io/id': name.slice(0, 63),
        ...(migration ? { 'kubevirt.io/migrationJobUID': migration } : {}),
      },
      annotations: { 'kubevirt.io/domain': name, 'kubevirt.io/migrationTransportUnix': 'true' },
      ownerReferences: [controlledBy(vmi)],
    },
    spec: {
      containers: [{ name: 'compute', image: IMAGE, command: ['/usr/bin/virt-launcher-monitor'], resources: podResources(vmi) }],
      restartPolicy: 'Never',
      ...(vmi.spec.nodeSelector ? { nodeSelector: { ...vmi.spec.nodeSelector } } : {}),
      ...(vmi.spec.hostname ? { hostname: vmi.spec.hostname } : {}),
    },
    status: { phase: 'Pending' },
  };
}

function podResources(vmi: VirtualMachineInstance): Record<string, unknown> {
  const memory = vmi.spec.domain.resources?.requests?.memory ?? vmi.spec.domain.memory?.guest;
  return { requests: { ...(memory ? { memory: String(memory) } : {}), 'devices.kubevirt.io/kvm': '1' } };
}

/** The scheduler found no node. */
export function markUnschedulable(pod: UnknownObject, message: string, now: string): void {
  pod.status = {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime: now, lastProbeTime: null }],
  };
}

/** What scheduler and kubelet write when a pod's containers run. */
export function markRunning(pod: UnknownObject, now: string): void {
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: now, lastProbeTime: null });
  pod.status = {
    phase: 'Running',
    startTime: now,
    qosClass: 'Burstable',
    conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(condition),
    containerStatuses: items(pod, 'spec', 'containers').map(({ name, image }) => ({
      name,
      image,
      imageID: '',
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
      lastState: {},
    })),
  };
}

/** Makes the launcher pod of an instance; it waits for a node. */
export async function createLauncher({ client, events }: ControllerContext, vmi: VirtualMachineInstance): Promise<UnknownObject> {
  const pod = await client.create(PodKind, launcherPod(vmi));
  events.record(vmi, { reason: 'SuccessfulCreate', message: `Created virtual machine pod ${pod.metadata.name}`, component: 'virtualmachine-controller' });
  return pod;
}

/** Puts a waiting pod on a node and lets it run. */
export async function runPod({ client, clock }: ControllerContext, pod: UnknownObject, node: string): Promise<void> {
  const { name, namespace } = pod.metadata;
  await client.mutate(PodKind, name, namespace, (draft) => {
    draft.spec = { ...(isRecord(draft.spec) ? draft.spec : {}), nodeName: node };
  });
  await client.mutate(PodKind, name, namespace, (draft) => markRunning(draft, timestamp(clock)), { subresource: 'status' });
}

export async function deletePod({ client }: ControllerContext, pod: UnknownObject): Promise<void> {
  await client.delete(PodKind, pod.metadata.name, pod.metadata.namespace, { gracePeriodSeconds: 0 });
}
