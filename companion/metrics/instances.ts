import type { UnknownObject } from '../../contracts/objects';
import type { VirtualMachineInstance } from '../../contracts/virt';
import { arrayAt, objectAt, stringAt } from '../guests/json';
import { parseQuantity } from '../../contracts/quantity';
import { isRecord } from '../lib/guards';
import type { Use } from '../streams/usage';
import { labelName, type Exposition, type Labels, type Sampler } from './exposition';
import { knownName, templateFacts, vnicSampler, type KnownNames } from './machine-facts';

/** What KubeVirt adds to the guest's memory for QEMU, libvirt and the page tables, roughly. */
const OVERHEAD_BASE = 238 * 1024 * 1024;
const OVERHEAD_SHARE = 1 / 512;

export const placeOf = (instance: VirtualMachineInstance): Labels => ({
  node: instance.status?.nodeName ?? '',
  namespace: instance.metadata.namespace ?? '',
  name: instance.metadata.name,
});

/** The labels of every metric about a running guest: its place and the labels of its VMI. */
export function guestLabels(instance: VirtualMachineInstance): Labels {
  const own = Object.entries(instance.metadata.labels ?? {}).map(([key, value]) => [labelName('kubernetes_vmi_label_', key), value] as const);
  return { ...placeOf(instance), ...Object.fromEntries(own) };
}

/** Launcher pods by uid of their VMI; the youngest counts. */
export function launchersOf(pods: readonly UnknownObject[]): Map<string, string> {
  const launchers = [...pods].filter(({ metadata }) => metadata.labels?.['kubevirt.io'] === 'virt-launcher');
  launchers.sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1));
  return new Map(launchers.map(({ metadata }) => [metadata.labels?.['kubevirt.io/created-by'] ?? '', metadata.name]));
}

function isTrue(instance: VirtualMachineInstance, condition: string): boolean {
  return (instance.status?.conditions ?? []).some(({ type, status }) => type === condition && status === 'True');
}

/** A drain can move it (or may end it). */
function isEvictable(instance: VirtualMachineInstance): boolean {
  const strategy = instance.spec.evictionStrategy;
  return isTrue(instance, 'LiveMigratable') || (strategy !== 'LiveMigrate' && strategy !== 'LiveMigrateIfPossible');
}

const isOutdated = (instance: VirtualMachineInstance) => instance.metadata.labels?.['kubevirt.io/outdatedLauncherImage'] !== undefined;

function guestSystem(instance: VirtualMachineInstance): Labels {
  const os = instance.status?.guestOSInfo;
  const fact = (name: string) => stringAt(os, name) ?? '';
  return {
    guest_os_kernel_release: fact('kernelRelease'),
    guest_os_machine: fact('machine'),
    guest_os_arch: stringAt(instance.spec, 'architecture') ?? 'amd64',
    guest_os_name: fact('name'),
    guest_os_version_id: fact('versionId'),
  };
}

function sampleAddresses(address: Sampler, instance: VirtualMachineInstance): void {
  for (const card of arrayAt(instance.status, 'interfaces').filter(isRecord)) {
    for (const ip of arrayAt(card, 'ipAddresses').filter((each) => typeof each === 'string')) {
      address(
        {
          ...placeOf(instance),
          vnic_name: stringAt(card, 'name') ?? '',
          interface_name: stringAt(card, 'interfaceName') ?? '',
          address: ip,
          type: ip.includes(':') ? 'ExternalIP6' : 'ExternalIP',
        },
        1,
      );
    }
  }
}

function overhead(instance: VirtualMachineInstance): number {
  const { memory, resources } = instance.spec.domain;
  const guest = stringAt(memory, 'guest') ?? stringAt(objectAt(resources, 'requests'), 'memory');
  return OVERHEAD_BASE + (parseQuantity(guest) ?? 0) * OVERHEAD_SHARE;
}

/** What virt-controller says about VirtualMachineInstances. */
export function collectInstances(
  out: Exposition,
  instances: readonly VirtualMachineInstance[],
  known: KnownNames,
  launchers: ReadonlyMap<string, string>,
): void {
  const info = out.gauge('kubevirt_vmi_info', 'Information about virtual machine instances.');
  const address = out.gauge('kubevirt_vmi_status_addresses', 'The addresses of a virtual machine instance.');
  const nonEvictable = out.gauge('kubevirt_vmi_non_evictable', 'Whether the eviction strategy of a virtual machine instance is migration although it cannot be migrated.');
  const launcherOverhead = out.gauge('kubevirt_vmi_launcher_memory_overhead_bytes', 'Estimated memory of the launcher beside that of the guest.');
  const vnics = vnicSampler(out, 'kubevirt_vmi_vnic_info', 'Virtual network interfaces of a virtual machine instance.');
  for (const instance of instances) {
    const { metadata, spec, status } = instance;
    const annotations = metadata.annotations ?? {};
    info(
      {
        ...placeOf(instance),
        phase: (status?.phase ?? '').toLowerCase(),
        ...templateFacts(metadata),
        instance_type: knownName(annotations['kubevirt.io/cluster-instancetype-name'] ?? annotations['kubevirt.io/instancetype-name'], known.instancetypes),
        preference: knownName(annotations['kubevirt.io/cluster-preference-name'] ?? annotations['kubevirt.io/preference-name'], known.preferences),
        ...guestSystem(instance),
        evictable: String(isEvictable(instance)),
        outdated: String(isOutdated(instance)),
        vmi_pod: launchers.get(metadata.uid ?? '') ?? '',
      },
      1,
    );
    sampleAddresses(address, instance);
    nonEvictable(placeOf(instance), isEvictable(instance) ? 0 : 1);
    launcherOverhead({ namespace: metadata.namespace ?? '', name: metadata.name }, overhead(instance));
    vnics({ name: metadata.name, namespace: metadata.namespace ?? '' }, spec);
  }
}

export function collectOutdated(out: Exposition, instances: readonly VirtualMachineInstance[]): void {
  out.gauge('kubevirt_vmi_number_of_outdated', 'Number of virtual machine instances on an outdated launcher.')({}, instances.filter(isOutdated).length);
}

/** What virt-api says about the connections people have, and had, to guests. */
export function collectSessions(out: Exposition, instances: readonly VirtualMachineInstance[], useOf: (uid: string) => Use | undefined): void {
  const vnc = out.gauge('kubevirt_vnc_active_connections', 'Open VNC sessions.');
  const serial = out.gauge('kubevirt_console_active_connections', 'Open sessions on the serial line.');
  const tunnels = out.gauge('kubevirt_portforward_active_tunnels', 'Open connections to ports of a guest.');
  const last = out.gauge('kubevirt_vmi_last_api_connection_timestamp_seconds', 'When somebody last connected to a guest through the API.');
  for (const { metadata } of instances) {
    const use = useOf(metadata.uid ?? '');
    if (!use) continue;
    const labels = { namespace: metadata.namespace ?? '', vmi: metadata.name };
    vnc(labels, use.vnc);
    serial(labels, use.serial);
    tunnels(labels, use.portForward);
    last(labels, use.lastOpened / 1000);
  }
}
