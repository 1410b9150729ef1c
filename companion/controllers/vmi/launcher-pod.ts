import { HyperConvergedKind, KubeVirtKind, PodKind, VirtualMachineInstanceKind } from '../../../contracts/kinds';
import type { UnknownObject } from '../../../contracts/objects';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { timestamp } from '../../lib/clock';
import { at, items } from '../../kinds/read';
import { isRecord } from '../../lib/guards';
import type { ObjectReader } from '../../store/client';
import { type ConditionLike, withCondition } from '../conditions';
import type { ControllerContext } from '../context';
import { controlledBy, randomSuffix } from '../keys';

const CONTROLLER = 'virtualmachine-controller';
const IMAGE = 'quay.io/kubevirt/virt-launcher:v1.9.0';
const LOG_RESOURCES = { limits: { cpu: '15m', memory: '60M' }, requests: { cpu: '5m', memory: '35M' } };

interface LauncherOptions {
  /** uid of the migration this is the target of. */
  migration?: string | undefined;
  /** With a container that prints the serial line. */
  consoleLog?: boolean;
}

/** Is the serial line of this instance logged: its own word, else the operator's, else KubeVirt's, else yes. */
export function logsConsole(read: ObjectReader, vmi: VirtualMachineInstance): boolean {
  const { autoattachSerialConsole, logSerialConsole } = vmi.spec.domain.devices;
  if (autoattachSerialConsole === false) return false;
  const operator = at(read.list(HyperConvergedKind)[0], 'spec', 'virtualMachineOptions', 'disableSerialConsoleLog');
  // KubeVirt's own setting is a presence: an empty object disables.
  const kubevirt = at(read.list(KubeVirtKind)[0], 'spec', 'configuration', 'virtualMachineOptions', 'disableSerialConsoleLog');
  return logSerialConsole ?? (typeof operator === 'boolean' ? !operator : kubevirt === undefined);
}

/** The pod object that stands for a guest's process. */
export function launcherPod(vmi: VirtualMachineInstance, { migration, consoleLog = false }: LauncherOptions = {}): UnknownObject {
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
      annotations: { 'kubectl.kubernetes.io/default-container': 'compute', 'kubevirt.io/domain': name, 'kubevirt.io/migrationTransportUnix': 'true' },
      ownerReferences: [controlledBy(vmi)],
    },
    spec: {
      containers: [
        { name: 'compute', image: IMAGE, command: ['/usr/bin/virt-launcher-monitor'], resources: podResources(vmi) },
        ...(consoleLog ? [{ name: 'guest-console-log', image: IMAGE, command: ['/usr/bin/virt-tail'], args: ['--logfile', `/var/run/kubevirt-private/${uid ?? ''}/virt-serial0-log`], resources: LOG_RESOURCES }] : []),
      ],
      restartPolicy: 'Never',
      // KubeVirt gives a pod fifteen seconds more than its guest.
      terminationGracePeriodSeconds: (vmi.spec.terminationGracePeriodSeconds ?? 30) + 15,
      ...(vmi.spec.nodeSelector ? { nodeSelector: { ...vmi.spec.nodeSelector } } : {}),
      ...(vmi.spec.hostname ? { hostname: vmi.spec.hostname } : {}),
    },
    status: { phase: 'Pending' },
  };
}

/** Requests as KubeVirt computes them: the guest's memory, and a tenth of a processor for each of its own. */
function podResources(vmi: VirtualMachineInstance): Record<string, unknown> {
  const { resources, memory, cpu } = vmi.spec.domain;
  const wanted = resources?.requests?.memory ?? memory?.guest;
  const processors = (cpu?.sockets ?? 1) * (cpu?.cores ?? 1) * (cpu?.threads ?? 1);
  const requests = { cpu: `${processors * 100}m`, ...resources?.requests, ...(wanted ? { memory: String(wanted) } : {}), 'devices.kubevirt.io/kvm': '1' };
  return { ...(resources?.limits ? { limits: { ...resources.limits } } : {}), requests };
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

/** Makes the launcher pod of an instance; it waits for a node. A refusal (a quota, a limit) is told on the instance and thrown. */
export async function createLauncher({ client, events, clock }: ControllerContext, vmi: VirtualMachineInstance): Promise<UnknownObject> {
  const { name, namespace } = vmi.metadata;
  try {
    const pod = await client.create(PodKind, launcherPod(vmi, { consoleLog: logsConsole(client, vmi) }));
    events.record(vmi, { reason: 'SuccessfulCreate', message: `Created virtual machine pod ${pod.metadata.name}`, component: CONTROLLER });
    return pod;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    events.record(vmi, { reason: 'FailedCreate', message: `Error creating pod: ${why}`, warning: true, component: CONTROLLER });
    await client.mutate(VirtualMachineInstanceKind, name, namespace, (draft) => {
      const status = (draft.status ??= {});
      const condition = { type: 'Synchronized', status: 'False', reason: 'FailedCreate', message: `failed to create virtual machine pod: ${why}` };
      status.conditions = withCondition(status.conditions as ConditionLike[] | undefined, condition, timestamp(clock)) as typeof status.conditions;
    });
    throw error;
  }
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
