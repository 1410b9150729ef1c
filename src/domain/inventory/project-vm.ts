import { Annotations, Labels } from '../../../contracts/labels';
import { at, records, stringMap, text, time } from '../read';
import type { RowCondition } from './row';
import { projectSpec } from './project-spec';
import type { SpecFacts } from './project-spec';

/** What a row takes from the VirtualMachine. */
export interface VmHalf extends SpecFacts {
  uid: string;
  name: string;
  namespace: string;
  created: number;
  deleting: boolean;
  printable: string;
  runStrategy: string;
  ready: boolean;
  labels: Record<string, string>;
  description: string;
  deleteProtected: boolean;
  instancetype: string;
  preference: string;
  template: string;
  os: string;
  storageClasses: string[];
  conditions: RowCondition[];
  snapshot: string;
  restore: string;
  requestPending: boolean;
  snapshotable: boolean;
}

/** Conditions that only say "all is well", or what the status says already, are noise in a list. */
const quiet = new Set([
  'Ready=True',
  'Ready=False',
  'LiveMigratable=True',
  'StorageLiveMigratable=True',
  'AgentConnected=True',
  'DataVolumesReady=True',
  'Initialized=True',
]);

export function notableConditions(object: unknown): RowCondition[] {
  return records(object, 'status', 'conditions')
    .map((each) => ({
      type: text(each, 'type'),
      status: text(each, 'status'),
      reason: text(each, 'reason'),
      message: text(each, 'message'),
    }))
    .filter((each) => each.type !== '' && !quiet.has(`${each.type}=${each.status}`));
}

/** `spec.runStrategy`, or what the older `spec.running` means. */
export function runStrategyOf(vm: unknown): string {
  const strategy = text(vm, 'spec', 'runStrategy');
  if (strategy !== '') return strategy;
  return at(vm, 'spec', 'running') === true ? 'Always' : 'Halted';
}

function storageClassesOf(vm: unknown): string[] {
  const classes = records(vm, 'spec', 'dataVolumeTemplates').map(
    (each) => text(each, 'spec', 'storage', 'storageClassName') || text(each, 'spec', 'pvc', 'storageClassName'),
  );
  return [...new Set(classes.filter((each) => each !== ''))];
}

function osOf(vm: unknown, labels: Record<string, string>): string {
  const annotated = text(vm, 'spec', 'template', 'metadata', 'annotations', 'vm.kubevirt.io/os');
  if (annotated !== '') return annotated;
  const prefix = 'os.template.kubevirt.io/';
  return (
    Object.keys(labels)
      .find((name) => name.startsWith(prefix))
      ?.slice(prefix.length) ?? ''
  );
}

/** Reads a VirtualMachine of any completeness. */
export function projectVm(vm: unknown): VmHalf {
  const labels = stringMap(vm, 'metadata', 'labels');
  return {
    ...projectSpec(at(vm, 'spec', 'template', 'spec')),
    uid: text(vm, 'metadata', 'uid'),
    name: text(vm, 'metadata', 'name'),
    namespace: text(vm, 'metadata', 'namespace'),
    created: time(vm, 'metadata', 'creationTimestamp'),
    deleting: text(vm, 'metadata', 'deletionTimestamp') !== '',
    printable: text(vm, 'status', 'printableStatus'),
    runStrategy: runStrategyOf(vm),
    ready: at(vm, 'status', 'ready') === true,
    labels,
    description: text(vm, 'metadata', 'annotations', Annotations.description),
    deleteProtected: labels[Labels.deleteProtection]?.toLowerCase() === 'true',
    instancetype: text(vm, 'spec', 'instancetype', 'name'),
    preference: text(vm, 'spec', 'preference', 'name'),
    template: labels['vm.kubevirt.io/template'] ?? '',
    os: osOf(vm, labels),
    storageClasses: storageClassesOf(vm),
    conditions: notableConditions(vm),
    snapshot: text(vm, 'status', 'snapshotInProgress'),
    restore: text(vm, 'status', 'restoreInProgress'),
    requestPending: records(vm, 'status', 'stateChangeRequests').length > 0,
    snapshotable: records(vm, 'status', 'volumeSnapshotStatuses').some((each) => at(each, 'enabled') === true),
  };
}
