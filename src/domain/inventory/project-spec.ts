import { parseQuantity } from '../quantities';
import { at, count, isRecord, records, text } from '../read';

/** What VirtualMachine templates and instances have in common. */
export interface SpecFacts {
  vcpus: number;
  memory: number;
  architecture: string;
  networks: string[];
  disks: string[];
  nodeSelector: boolean;
  affinity: boolean;
  gpu: boolean;
  hostDevices: boolean;
  graphics: boolean;
  serial: boolean;
  acpi: boolean;
  livenessProbe: boolean;
  sshKeys: boolean;
}

/** vCPUs of a topology; the missing factor is 1, none at all is unknown. */
export function vcpusOf(cpu: unknown): number {
  const parts = [count(cpu, 'sockets'), count(cpu, 'cores'), count(cpu, 'threads')];
  return parts.every((each) => each === 0) ? 0 : parts.reduce((product, each) => product * (each || 1), 1);
}

function memoryOf(domain: unknown): number {
  return (
    parseQuantity(at(domain, 'memory', 'guest')) ??
    parseQuantity(at(domain, 'resources', 'requests', 'memory')) ??
    parseQuantity(at(domain, 'memory', 'hugepages', 'size')) ??
    0
  );
}

function networksOf(spec: unknown): string[] {
  return records(spec, 'networks').map(
    (network) => text(network, 'multus', 'networkName') || (isRecord(network.pod) ? 'pod' : text(network, 'name')),
  );
}

function hasSshKeys(spec: unknown): boolean {
  if (records(spec, 'accessCredentials').some((each) => isRecord(each.sshPublicKey))) return true;
  return records(spec, 'volumes').some((volume) => {
    const data = text(volume, 'cloudInitNoCloud', 'userData') || text(volume, 'cloudInitConfigDrive', 'userData');
    return data.includes('ssh_authorized_keys') || data.includes('ssh-authorized-keys');
  });
}

/** Reads `spec.template.spec` of a VirtualMachine or `spec` of an instance. */
export function projectSpec(spec: unknown): SpecFacts {
  const domain = at(spec, 'domain');
  const devices = at(domain, 'devices');
  const probe = at(spec, 'livenessProbe');
  return {
    vcpus: vcpusOf(at(domain, 'cpu')),
    memory: memoryOf(domain),
    architecture: text(spec, 'architecture'),
    networks: networksOf(spec),
    disks: records(devices, 'disks').map((disk) => text(disk, 'name')),
    nodeSelector: isRecord(at(spec, 'nodeSelector')),
    affinity: isRecord(at(spec, 'affinity')),
    gpu: records(devices, 'gpus').length > 0,
    hostDevices: records(devices, 'hostDevices').length > 0,
    graphics: at(devices, 'autoattachGraphicsDevice') !== false,
    serial: at(devices, 'autoattachSerialConsole') !== false,
    // KubeVirt defaults `features.acpi` on; only an explicit `enabled: false` turns it off.
    acpi: at(domain, 'features', 'acpi', 'enabled') !== false,
    livenessProbe: isRecord(probe) && !isRecord(probe.guestAgentPing),
    sshKeys: hasSshKeys(spec),
  };
}
