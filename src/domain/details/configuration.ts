import { at, count, isRecord, records, stringMap, text } from '../read';
import { runStrategyOf } from '../inventory/project-vm';

export type BootMode = 'bios' | 'uefi' | 'uefi-secure' | '';

export interface BootEntry {
  name: string;
  order: number;
  nic: boolean;
}

/** What a machine is made of, as far as it says so itself. Texts are '' and numbers 0 when it does not. */
export interface ConfigurationFacts {
  cpu: { sockets: number; cores: number; threads: number; model: string; dedicated: boolean };
  memory: string;
  hugepages: string;
  machineType: string;
  architecture: string;
  hostname: string;
  bootMode: BootMode;
  boot: BootEntry[];
  startPaused: boolean;
  headless: boolean;
  serialConsole: boolean;
  guestLog: boolean | undefined;
  tpm: boolean;
  devices: { gpus: string[]; hostDevices: string[]; inputs: string[]; watchdog: string };
  scheduling: Scheduling;
  runStrategy: string;
  sshSecrets: string[];
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface Scheduling {
  nodeSelector: Record<string, string>;
  tolerations: string[];
  affinity: { node: number; pod: number; antiPod: number };
  evictionStrategy: string;
  descheduler: boolean;
  priorityClass: string;
  gracePeriod: number | undefined;
}

function bootModeOf(domain: unknown): BootMode {
  const loader = at(domain, 'firmware', 'bootloader');
  if (isRecord(at(loader, 'efi'))) return at(loader, 'efi', 'secureBoot') === false ? 'uefi' : 'uefi-secure';
  return isRecord(at(loader, 'bios')) ? 'bios' : '';
}

function bootEntries(devices: unknown): BootEntry[] {
  const entries = (list: string, nic: boolean) =>
    records(devices, list).map((each) => ({ name: text(each, 'name'), order: count(each, 'bootOrder'), nic }));
  return [...entries('disks', false), ...entries('interfaces', true)]
    .filter((each) => each.order > 0)
    .sort((one, other) => one.order - other.order);
}

function tolerationText(toleration: unknown): string {
  const [key, value, effect] = [text(toleration, 'key'), text(toleration, 'value'), text(toleration, 'effect')];
  const head = text(toleration, 'operator') === 'Exists' || value === '' ? key || '*' : `${key}=${value}`;
  return effect === '' ? head : `${head}:${effect}`;
}

function rules(affinity: unknown, kind: string): number {
  const part = at(affinity, kind);
  const required = at(part, 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = Array.isArray(required) ? required.length : records(required, 'nodeSelectorTerms').length;
  return terms + records(part, 'preferredDuringSchedulingIgnoredDuringExecution').length;
}

function schedulingOf(vm: unknown, spec: unknown): Scheduling {
  const affinity = at(spec, 'affinity');
  const grace = at(spec, 'terminationGracePeriodSeconds');
  return {
    nodeSelector: stringMap(spec, 'nodeSelector'),
    tolerations: records(spec, 'tolerations').map(tolerationText),
    affinity: { node: rules(affinity, 'nodeAffinity'), pod: rules(affinity, 'podAffinity'), antiPod: rules(affinity, 'podAntiAffinity') },
    evictionStrategy: text(spec, 'evictionStrategy'),
    descheduler: text(vm, 'spec', 'template', 'metadata', 'annotations', 'descheduler.alpha.kubernetes.io/evict') === 'true',
    priorityClass: text(spec, 'priorityClassName'),
    gracePeriod: typeof grace === 'number' ? grace : undefined,
  };
}

function named(devices: unknown, list: string): string[] {
  return records(devices, list).map((each) => [text(each, 'name'), text(each, 'deviceName')].filter((part) => part !== '').join(' · '));
}

/** Reads the configuration of a VirtualMachine of any completeness. */
export function configurationOf(vm: unknown): ConfigurationFacts {
  const spec = at(vm, 'spec', 'template', 'spec');
  const domain = at(spec, 'domain');
  const devices = at(domain, 'devices');
  const cpu = at(domain, 'cpu');
  const log = at(devices, 'logSerialConsole');
  return {
    cpu: {
      sockets: count(cpu, 'sockets'),
      cores: count(cpu, 'cores'),
      threads: count(cpu, 'threads'),
      model: text(cpu, 'model'),
      dedicated: at(cpu, 'dedicatedCpuPlacement') === true,
    },
    memory: text(domain, 'memory', 'guest') || text(domain, 'resources', 'requests', 'memory'),
    hugepages: text(domain, 'memory', 'hugepages', 'pageSize'),
    machineType: text(domain, 'machine', 'type'),
    architecture: text(spec, 'architecture'),
    hostname: text(spec, 'hostname') || text(vm, 'metadata', 'name'),
    bootMode: bootModeOf(domain),
    boot: bootEntries(devices),
    startPaused: text(spec, 'startStrategy') === 'Paused',
    headless: at(devices, 'autoattachGraphicsDevice') === false,
    serialConsole: at(devices, 'autoattachSerialConsole') !== false,
    guestLog: typeof log === 'boolean' ? log : undefined,
    tpm: isRecord(at(devices, 'tpm')),
    devices: {
      gpus: named(devices, 'gpus'),
      hostDevices: named(devices, 'hostDevices'),
      inputs: records(devices, 'inputs').map((each) => [text(each, 'type'), text(each, 'bus')].filter((part) => part !== '').join(' · ')),
      watchdog: text(devices, 'watchdog', 'name'),
    },
    scheduling: schedulingOf(vm, spec),
    runStrategy: runStrategyOf(vm),
    sshSecrets: records(spec, 'accessCredentials')
      .map((each) => text(each, 'sshPublicKey', 'source', 'secret', 'secretName'))
      .filter((name) => name !== ''),
    labels: stringMap(vm, 'metadata', 'labels'),
    annotations: stringMap(vm, 'metadata', 'annotations'),
  };
}
