import type { VirtualMachine } from '../../contracts/virt';
import { arrayAt, numberAt, objectAt, stringAt } from '../guests/json';
import { parseQuantity } from '../../contracts/quantity';
import { isRecord } from '../lib/guards';
import { labelName, type Exposition, type Labels, type Sampler } from './exposition';
import { knownName, seconds, templateFacts, vnicSampler, type KnownNames } from './machine-facts';

type Group = 'starting' | 'running' | 'migrating' | 'non_running' | 'error';

/** KubeVirt's grouping of printable statuses; whatever is not listed is an error. */
const GROUPS: Record<string, Group> = {
  Provisioning: 'starting',
  Starting: 'starting',
  WaitingForVolumeBinding: 'starting',
  WaitingForReceiver: 'starting',
  Running: 'running',
  Migrating: 'migrating',
  Stopped: 'non_running',
  Paused: 'non_running',
  Stopping: 'non_running',
  Terminating: 'non_running',
};
const ALL_GROUPS: readonly Group[] = ['starting', 'running', 'migrating', 'non_running', 'error'];

const place = ({ metadata }: VirtualMachine): Labels => ({ name: metadata.name, namespace: metadata.namespace ?? '' });

const groupOf = (status: string): Group => GROUPS[status] ?? 'error';

function lastTransition(machine: VirtualMachine): number {
  const times = (machine.status?.conditions ?? []).map((condition) => seconds(stringAt(condition, 'lastTransitionTime')));
  return Math.max(0, ...times);
}

const amount = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined);

function sampleRequests(request: Sampler, limit: Sampler, machine: VirtualMachine): void {
  const domain = objectAt(machine.spec.template?.spec, 'domain');
  const resources = objectAt(domain, 'resources');
  const at = place(machine);
  const memory = (source: string, text: unknown) => {
    const value = amount(text);
    if (value !== undefined) request({ ...at, resource: 'memory', unit: 'bytes', source }, value);
  };
  memory('domain', objectAt(resources, 'requests').memory);
  memory('guest', objectAt(domain, 'memory').guest);
  const cpu = objectAt(domain, 'cpu');
  for (const unit of ['cores', 'sockets', 'threads']) {
    const count = numberAt(cpu, unit);
    if (count !== undefined) request({ ...at, resource: 'cpu', unit, source: 'domain' }, count);
  }
  if (!['cores', 'sockets', 'threads'].some((unit) => numberAt(cpu, unit) !== undefined)) {
    request({ ...at, resource: 'cpu', unit: 'cores', source: 'default' }, 1);
  }
  const limits = objectAt(resources, 'limits');
  for (const [resource, unit] of [['memory', 'bytes'], ['cpu', 'cores']] as const) {
    const most = amount(limits[resource]);
    if (most !== undefined) limit({ ...at, resource, unit }, most);
  }
}

/** Size and mode of claims by `namespace/name`. */
export type Claims = ReadonlyMap<string, { bytes: number; volumeMode: string }>;

function sampleDisks(allocated: Sampler, machine: VirtualMachine, claims: Claims): void {
  for (const volume of arrayAt(machine.spec.template?.spec, 'volumes').filter(isRecord)) {
    const name = stringAt(volume.dataVolume, 'name') ?? stringAt(volume.persistentVolumeClaim, 'claimName');
    const claim = name ? claims.get(`${machine.metadata.namespace}/${name}`) : undefined;
    if (!name || !claim) continue;
    allocated({ ...place(machine), persistentvolumeclaim: name, volume_mode: claim.volumeMode, device: stringAt(volume, 'name') ?? '' }, claim.bytes);
  }
}

/** What virt-controller says about VirtualMachines. */
export function collectMachines(out: Exposition, machines: readonly VirtualMachine[], known: KnownNames, claims: Claims): void {
  const info = out.gauge('kubevirt_vm_info', 'Information about virtual machines.');
  const created = out.gauge('kubevirt_vm_create_date_timestamp_seconds', 'Virtual machine creation timestamp.');
  const labels = out.gauge('kubevirt_vm_labels', 'The labels of a virtual machine.');
  const request = out.gauge('kubevirt_vm_resource_requests', 'Resources requested by a virtual machine.');
  const limit = out.gauge('kubevirt_vm_resource_limits', 'Resource limits of a virtual machine.');
  const allocated = out.gauge('kubevirt_vm_disk_allocated_size_bytes', 'Allocated disk size of a virtual machine in bytes.');
  const vnics = vnicSampler(out, 'kubevirt_vm_vnic_info', 'Virtual network interfaces of a virtual machine.');
  const transitions = ALL_GROUPS.map((group) => ({
    group,
    sample: out.counter(`kubevirt_vm_${group}_status_last_transition_timestamp_seconds`, `Time of the last change of a virtual machine into a status of the group ${group}.`),
  }));
  for (const machine of machines) {
    const at = place(machine);
    const { spec, metadata, status } = machine;
    const printable = status?.printableStatus ?? 'Stopped';
    const group = groupOf(printable);
    info(
      {
        ...at,
        ...templateFacts(spec.template?.metadata),
        machine_type: stringAt(objectAt(spec.template?.spec?.domain, 'machine'), 'type') ?? '<none>',
        instance_type: knownName(spec.instancetype?.name, known.instancetypes),
        preference: knownName(spec.preference?.name, known.preferences),
        status: printable.toLowerCase(),
        status_group: group,
      },
      1,
    );
    created(at, seconds(metadata.creationTimestamp));
    const own = Object.entries(metadata.labels ?? {}).map(([key, value]) => [labelName('label_', key), value] as const);
    if (own.length > 0) labels({ ...at, ...Object.fromEntries(own) }, 1);
    for (const each of transitions) each.sample(at, each.group === group ? lastTransition(machine) : 0);
    sampleRequests(request, limit, machine);
    sampleDisks(allocated, machine, claims);
    vnics(at, spec.template?.spec);
  }
}
