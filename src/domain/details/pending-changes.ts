import { equalJson, toJson } from '../patch/json';
import type { Json } from '../patch/json';
import { at, isRecord, records, text } from '../read';
import type { Unknowns } from '../read';

/** What makes a change of the specification reach the running guest. */
export type AppliedBy = 'restart' | 'migration' | 'itself';

export interface PendingChange {
  /** Names the field; the page has words for it. */
  field: string;
  /** Which item of a list; '' for a single field. */
  item: string;
  appliedBy: AppliedBy;
}

interface Field {
  field: string;
  path: string[];
  appliedBy: AppliedBy;
  /** KubeVirt fills it in on the instance, so that its absence in the machine means nothing. */
  defaulted?: boolean;
}

const domain = (...path: string[]) => ['domain', ...path];

const fields: readonly Field[] = [
  { field: 'cpu-sockets', path: domain('cpu', 'sockets'), appliedBy: 'migration', defaulted: true },
  { field: 'cpu-cores', path: domain('cpu', 'cores'), appliedBy: 'restart', defaulted: true },
  { field: 'cpu-threads', path: domain('cpu', 'threads'), appliedBy: 'restart', defaulted: true },
  { field: 'cpu-model', path: domain('cpu', 'model'), appliedBy: 'restart', defaulted: true },
  { field: 'dedicated-cpu', path: domain('cpu', 'dedicatedCpuPlacement'), appliedBy: 'restart', defaulted: true },
  { field: 'memory', path: domain('memory', 'guest'), appliedBy: 'migration', defaulted: true },
  { field: 'hugepages', path: domain('memory', 'hugepages'), appliedBy: 'restart' },
  { field: 'machine-type', path: domain('machine', 'type'), appliedBy: 'restart', defaulted: true },
  { field: 'boot-mode', path: domain('firmware', 'bootloader'), appliedBy: 'restart', defaulted: true },
  { field: 'host-devices', path: domain('devices', 'hostDevices'), appliedBy: 'restart' },
  { field: 'gpus', path: domain('devices', 'gpus'), appliedBy: 'restart' },
  { field: 'graphics', path: domain('devices', 'autoattachGraphicsDevice'), appliedBy: 'restart' },
  { field: 'serial-console', path: domain('devices', 'autoattachSerialConsole'), appliedBy: 'restart' },
  { field: 'guest-log', path: domain('devices', 'logSerialConsole'), appliedBy: 'restart', defaulted: true },
  { field: 'hostname', path: ['hostname'], appliedBy: 'restart' },
  // A start may be asked to be paused this once: then only the instance has it.
  { field: 'start-paused', path: ['startStrategy'], appliedBy: 'restart', defaulted: true },
  { field: 'eviction-strategy', path: ['evictionStrategy'], appliedBy: 'restart', defaulted: true },
  { field: 'ssh-keys', path: ['accessCredentials'], appliedBy: 'restart' },
  { field: 'node-selector', path: ['nodeSelector'], appliedBy: 'itself' },
  { field: 'affinity', path: ['affinity'], appliedBy: 'itself' },
  { field: 'tolerations', path: ['tolerations'], appliedBy: 'itself', defaulted: true },
];

function value(spec: unknown, path: readonly string[]): Json | undefined {
  const found = at(spec, ...path);
  return found === undefined || found === null ? undefined : toJson(found);
}

function isEmpty(json: Json | undefined): boolean {
  if (json === undefined || json === '' || json === false) return true;
  return Array.isArray(json) ? json.length === 0 : isRecord(json) && Object.keys(json).length === 0;
}

/** The instance completes what it was given: what was asked must be in it, more may be. */
function holds(live: Json | undefined, asked: Json): boolean {
  if (isRecord(asked) && isRecord(live)) return Object.entries(asked).every(([key, part]) => holds(toJson(live[key]), toJson(part)));
  return equalJson(live, asked);
}

function differs(field: Field, asked: Json | undefined, live: Json | undefined): boolean {
  if (field.defaulted) return asked !== undefined && !holds(live, asked);
  if (isEmpty(asked) && isEmpty(live)) return false;
  return !equalJson(asked, live);
}

interface Lists {
  field: string;
  path: string[];
  appliedBy(item: Unknowns | undefined): AppliedBy;
  /** The part of an item that is compared; the rest is completed on the instance. */
  compared(item: Unknowns): Unknowns;
}

const isHotpluggable = (volume: Unknowns | undefined) =>
  at(volume, 'dataVolume', 'hotpluggable') === true || at(volume, 'persistentVolumeClaim', 'hotpluggable') === true;

const lists: readonly Lists[] = [
  {
    field: 'disk',
    path: domain('devices', 'disks'),
    appliedBy: () => 'restart',
    compared: ({ name, bootOrder, disk, cdrom, lun }) => ({ name, bootOrder, disk, cdrom, lun }),
  },
  {
    field: 'volume',
    path: ['volumes'],
    appliedBy: (volume) => (isHotpluggable(volume) ? 'itself' : 'restart'),
    compared: (volume) => volume,
  },
  {
    field: 'network-interface',
    path: domain('devices', 'interfaces'),
    appliedBy: () => 'migration',
    compared: ({ name, model, state, bootOrder, binding, bridge, masquerade, sriov }) => ({
      name,
      model,
      state,
      bootOrder,
      binding,
      bridge,
      masquerade,
      sriov,
    }),
  },
  { field: 'network', path: ['networks'], appliedBy: () => 'migration', compared: (network) => network },
];

function listChanges(list: Lists, asked: unknown, live: unknown): PendingChange[] {
  const wanted = new Map(records(asked, ...list.path).map((item) => [text(item, 'name'), item]));
  const present = new Map(records(live, ...list.path).map((item) => [text(item, 'name'), item]));
  // Without any interface of its own, a machine gets the default one.
  if (wanted.size === 0 && (list.field === 'network' || list.field === 'network-interface')) return [];
  const names = [...new Set([...wanted.keys(), ...present.keys()])];
  return names
    .filter((name) => {
      const [item, found] = [wanted.get(name), present.get(name)];
      if (!item || !found) return true;
      return !holds(toJson(list.compared(found)), toJson(list.compared(item)));
    })
    .map((name) => ({ field: list.field, item: name, appliedBy: list.appliedBy(wanted.get(name) ?? present.get(name)) }));
}

/** A volume change is told once: its disk changes with it. */
function withoutEchoes(changes: PendingChange[]): PendingChange[] {
  const echoes: Record<string, string> = { disk: 'volume', network: 'network-interface' };
  return changes.filter(({ field, item }) => !changes.some((other) => other.field === echoes[field] && other.item === item));
}

/** Which edits of the machine have not reached its running guest, and what brings them there. */
export function pendingChanges(vm: unknown, vmi: unknown): PendingChange[] {
  if (!isRecord(vmi) || text(vmi, 'metadata', 'deletionTimestamp') !== '') return [];
  const [asked, live] = [at(vm, 'spec', 'template', 'spec'), at(vmi, 'spec')];
  const single = fields
    .filter((field) => differs(field, value(asked, field.path), value(live, field.path)))
    .map(({ field, appliedBy }) => ({ field, item: '', appliedBy }));
  return withoutEchoes([...single, ...lists.flatMap((list) => listChanges(list, asked, live))]);
}
