import type { KindDefinition } from '../definition';
import { AGE, kindsOf, REPLICAS_SCALE } from '../build';
import { REPLICA_COLUMNS, SOURCE_COLUMNS } from './kubevirt';

const TWO = ['v1alpha1', { name: 'v1beta1', storage: true }];
const EXPORT_DEPRECATED = 'export.kubevirt.io/v1beta1 VirtualMachineExport is now deprecated and will be removed in a future version.';

const snapshot = kindsOf('snapshot.kubevirt.io', 'crd', TWO, [
  {
    kind: 'VirtualMachineRestore',
    plural: 'virtualmachinerestores',
    short: ['vmrestore', 'vmrestores'],
    all: true,
    status: true,
    columns: [
      ['TargetKind', 'string', '.spec.target.kind'],
      ['TargetName', 'string', '.spec.target.name'],
      ['Complete', 'boolean', '.status.complete'],
      ['RestoreTime', 'date', '.status.restoreTime'],
    ],
  },
  {
    kind: 'VirtualMachineSnapshotContent',
    plural: 'virtualmachinesnapshotcontents',
    short: ['vmsnapshotcontent', 'vmsnapshotcontents'],
    all: true,
    status: true,
    columns: [
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['CreationTime', 'date', '.status.creationTime'],
      ['Error', 'string', '.status.error.message'],
    ],
  },
  {
    kind: 'VirtualMachineSnapshot',
    plural: 'virtualmachinesnapshots',
    short: ['vmsnapshot', 'vmsnapshots'],
    all: true,
    status: true,
    columns: [
      ...SOURCE_COLUMNS,
      ['Phase', 'string', '.status.phase'],
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['CreationTime', 'date', '.status.creationTime'],
      ['Error', 'string', '.status.error.message'],
    ],
  },
]);

const clone = kindsOf('clone.kubevirt.io', 'crd', TWO, [
  {
    kind: 'VirtualMachineClone',
    plural: 'virtualmachineclones',
    short: ['vmclone', 'vmclones'],
    all: true,
    status: true,
    columns: [
      ['Phase', 'string', '.status.phase'],
      ['SourceVirtualMachine', 'string', '.spec.source.name'],
      ['TargetVirtualMachine', 'string', '.spec.target.name'],
    ],
  },
]);

const exporting = kindsOf('export.kubevirt.io', 'crd', [{ name: 'v1beta1', deprecated: EXPORT_DEPRECATED }, { name: 'v1', storage: true }], [
  {
    kind: 'VirtualMachineExport',
    plural: 'virtualmachineexports',
    short: ['vmexport', 'vmexports'],
    all: true,
    status: true,
    columns: [...SOURCE_COLUMNS, ['Phase', 'string', '.status.phase']],
  },
]);

const pool = kindsOf('pool.kubevirt.io', 'crd', TWO, [
  {
    kind: 'VirtualMachinePool',
    plural: 'virtualmachinepools',
    short: ['vmpool', 'vmpools'],
    all: true,
    status: true,
    scale: REPLICAS_SCALE,
    columns: REPLICA_COLUMNS,
  },
]);

const backup = kindsOf('backup.kubevirt.io', 'crd', ['v1alpha1'], [
  {
    kind: 'VirtualMachineBackup',
    plural: 'virtualmachinebackups',
    short: ['vmbackup', 'vmbackups'],
    all: true,
    status: true,
    columns: [...SOURCE_COLUMNS, ['Type', 'string', '.status.type'], ['CheckpointName', 'string', '.status.checkpointName']],
  },
  {
    kind: 'VirtualMachineBackupTracker',
    plural: 'virtualmachinebackuptrackers',
    short: ['vmbackuptracker', 'vmbackuptrackers'],
    all: true,
    status: true,
    columns: [
      ...SOURCE_COLUMNS,
      ['LatestCheckpoint', 'string', '.status.latestCheckpoint.name'],
      ['CheckpointTime', 'date', '.status.latestCheckpoint.creationTime'],
    ],
  },
]);

const instancetype = kindsOf('instancetype.kubevirt.io', 'crd', ['v1beta1'], [
  {
    kind: 'VirtualMachineClusterInstancetype',
    plural: 'virtualmachineclusterinstancetypes',
    short: ['vmclusterinstancetype', 'vmclusterinstancetypes', 'vmcf', 'vmcfs'],
    cluster: true,
  },
  { kind: 'VirtualMachineClusterPreference', plural: 'virtualmachineclusterpreferences', short: ['vmcp', 'vmcps'], cluster: true },
  {
    kind: 'VirtualMachineInstancetype',
    plural: 'virtualmachineinstancetypes',
    short: ['vminstancetype', 'vminstancetypes', 'vmf', 'vmfs'],
    all: true,
  },
  { kind: 'VirtualMachinePreference', plural: 'virtualmachinepreferences', short: ['vmpref', 'vmprefs', 'vmp', 'vmps'], all: true },
]);

const migrations = kindsOf('migrations.kubevirt.io', 'crd', ['v1alpha1'], [
  { kind: 'MigrationPolicy', plural: 'migrationpolicies', cluster: true, status: true },
]);

const TEMPLATE_READY = ['Ready', 'string', '.status.conditions[?(@.type=="Ready")].status'] as const;
const template = kindsOf('template.kubevirt.io', 'crd', [{ name: 'v1alpha1', storage: true, deprecated: true }, 'v1beta1'], [
  {
    kind: 'VirtualMachineTemplateRequest',
    plural: 'virtualmachinetemplaterequests',
    short: ['vmtr', 'vmtrs'],
    status: true,
    columns: [
      ['Template', 'string', '.status.templateRef.name'],
      AGE,
      TEMPLATE_READY,
      ['Progressing', 'string', '.status.conditions[?(@.type=="Progressing")].status'],
    ],
  },
  { kind: 'VirtualMachineTemplate', plural: 'virtualmachinetemplates', short: ['vmt', 'vmts'], status: true, columns: [AGE, TEMPLATE_READY] },
]);

const plugin = kindsOf('plugin.kubevirt.io', 'crd', ['v1alpha1'], [{ kind: 'Plugin', plural: 'plugins', cluster: true }]);

/** KubeVirt's groups beside `kubevirt.io`. */
export const kubevirtOperations: KindDefinition[] = [
  ...snapshot,
  ...clone,
  ...exporting,
  ...pool,
  ...backup,
  ...instancetype,
  ...migrations,
  ...template,
  ...plugin,
];
