import type { KindDefinition } from '../definition';
import type { ColumnRow } from '../build';
import { AGE, kindsOf } from '../build';

const PHASE: ColumnRow = ['Phase', 'string', '.status.phase'];

const cdi = kindsOf('cdi.kubevirt.io', 'crd', ['v1beta1'], [
  { kind: 'CDIConfig', plural: 'cdiconfigs', cluster: true },
  { kind: 'CDI', plural: 'cdis', short: ['cdi', 'cdis'], cluster: true, versions: ['v1alpha1', { name: 'v1beta1', storage: true }], columns: [AGE, PHASE] },
  { kind: 'DataImportCron', plural: 'dataimportcrons', short: ['dic', 'dics'], all: true, columns: [['Format', 'string', '.status.sourceFormat']] },
  { kind: 'DataSource', plural: 'datasources', short: ['das'], all: true },
  {
    kind: 'DataVolume',
    plural: 'datavolumes',
    short: ['dv', 'dvs'],
    all: true,
    status: true,
    columns: [PHASE, ['Progress', 'string', '.status.progress'], ['Restarts', 'integer', '.status.restartCount'], AGE],
  },
  { kind: 'ObjectTransfer', plural: 'objecttransfers', short: ['ot', 'ots'], cluster: true, status: true, columns: [AGE, PHASE] },
  { kind: 'StorageProfile', plural: 'storageprofiles', cluster: true, status: true },
  { kind: 'VolumeCloneSource', plural: 'volumeclonesources' },
  { kind: 'VolumeImportSource', plural: 'volumeimportsources' },
  { kind: 'VolumeUploadSource', plural: 'volumeuploadsources' },
]);

const forklift = kindsOf('forklift.cdi.kubevirt.io', 'crd', ['v1beta1'], [
  { kind: 'OpenstackVolumePopulator', plural: 'openstackvolumepopulators', short: ['osvp', 'osvps'] },
  { kind: 'OvirtVolumePopulator', plural: 'ovirtvolumepopulators', short: ['ovvp', 'ovvps'] },
]);

const snapshotVersions = (kind: string) => [
  { name: 'v1', storage: true },
  { name: 'v1beta1', served: false, deprecated: `snapshot.storage.k8s.io/v1beta1 ${kind} is deprecated; use snapshot.storage.k8s.io/v1 ${kind}` },
];

const snapshots = kindsOf('snapshot.storage.k8s.io', 'crd', [], [
  {
    kind: 'VolumeSnapshotClass',
    plural: 'volumesnapshotclasses',
    short: ['vsclass', 'vsclasses'],
    cluster: true,
    versions: snapshotVersions('VolumeSnapshotClass'),
    columns: [['Driver', 'string', '.driver'], ['DeletionPolicy', 'string', '.deletionPolicy'], AGE],
  },
  {
    kind: 'VolumeSnapshotContent',
    plural: 'volumesnapshotcontents',
    short: ['vsc', 'vscs'],
    cluster: true,
    status: true,
    versions: snapshotVersions('VolumeSnapshotContent'),
    columns: [
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['RestoreSize', 'integer', '.status.restoreSize'],
      ['DeletionPolicy', 'string', '.spec.deletionPolicy'],
      ['Driver', 'string', '.spec.driver'],
      ['VolumeSnapshotClass', 'string', '.spec.volumeSnapshotClassName'],
      ['VolumeSnapshot', 'string', '.spec.volumeSnapshotRef.name'],
      ['VolumeSnapshotNamespace', 'string', '.spec.volumeSnapshotRef.namespace'],
      AGE,
    ],
  },
  {
    kind: 'VolumeSnapshot',
    plural: 'volumesnapshots',
    short: ['vs'],
    status: true,
    versions: snapshotVersions('VolumeSnapshot'),
    columns: [
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['SourcePVC', 'string', '.spec.source.persistentVolumeClaimName'],
      ['SourceSnapshotContent', 'string', '.spec.source.volumeSnapshotContentName'],
      ['RestoreSize', 'string', '.status.restoreSize'],
      ['SnapshotClass', 'string', '.spec.volumeSnapshotClassName'],
      ['SnapshotContent', 'string', '.status.boundVolumeSnapshotContentName'],
      ['CreationTime', 'date', '.status.creationTime'],
      AGE,
    ],
  },
]);

const GROUP_VERSIONS = ['v1', { name: 'v1beta1', deprecated: true }, { name: 'v1beta2', storage: true }];
const groupSnapshots = kindsOf('groupsnapshot.storage.k8s.io', 'crd', GROUP_VERSIONS, [
  {
    kind: 'VolumeGroupSnapshotClass',
    plural: 'volumegroupsnapshotclasses',
    short: ['vgsclass', 'vgsclasses'],
    cluster: true,
    columns: [['Driver', 'string', '.driver'], ['DeletionPolicy', 'string', '.deletionPolicy'], AGE],
  },
  {
    kind: 'VolumeGroupSnapshotContent',
    plural: 'volumegroupsnapshotcontents',
    short: ['vgsc', 'vgscs'],
    cluster: true,
    status: true,
    columns: [
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['DeletionPolicy', 'string', '.spec.deletionPolicy'],
      ['Driver', 'string', '.spec.driver'],
      ['VolumeGroupSnapshotClass', 'string', '.spec.volumeGroupSnapshotClassName'],
      ['VolumeGroupSnapshotNamespace', 'string', '.spec.volumeGroupSnapshotRef.namespace'],
      ['VolumeGroupSnapshot', 'string', '.spec.volumeGroupSnapshotRef.name'],
      AGE,
    ],
  },
  {
    kind: 'VolumeGroupSnapshot',
    plural: 'volumegroupsnapshots',
    short: ['vgs'],
    status: true,
    columns: [
      ['ReadyToUse', 'boolean', '.status.readyToUse'],
      ['VolumeGroupSnapshotClass', 'string', '.spec.volumeGroupSnapshotClassName'],
      ['VolumeGroupSnapshotContent', 'string', '.status.boundVolumeGroupSnapshotContentName'],
      ['CreationTime', 'date', '.status.creationTime'],
      AGE,
    ],
  },
]);

export const storageGroups: KindDefinition[] = [...cdi, ...forklift, ...snapshots, ...groupSnapshots];
