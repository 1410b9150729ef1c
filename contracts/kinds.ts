import type { KubeObject, UnknownObject } from './objects';
import type {
  DataImportCron,
  DataSource,
  DataVolume,
  EventObject,
  MigrationPolicy,
  Namespace,
  PersistentVolumeClaim,
  StorageClass,
  VirtualMachine,
  VirtualMachineInstance,
  VirtualMachineInstanceMigration,
} from './virt';

/** Where a kind lives in the API. `T` only carries the type of its objects. */
export interface KindRef<T extends KubeObject = UnknownObject> {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Never set: carries `T` for inference. */
  readonly __object?: T;
}

function kind<T extends KubeObject = UnknownObject>(
  apiVersion: string,
  name: string,
  plural: string,
  namespaced = true,
): KindRef<T> {
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind: name,
    plural,
    namespaced,
  };
}

export const VirtualMachineKind = kind<VirtualMachine>('kubevirt.io/v1', 'VirtualMachine', 'virtualmachines');
export const VirtualMachineInstanceKind = kind<VirtualMachineInstance>(
  'kubevirt.io/v1',
  'VirtualMachineInstance',
  'virtualmachineinstances',
);
export const MigrationKind = kind<VirtualMachineInstanceMigration>(
  'kubevirt.io/v1',
  'VirtualMachineInstanceMigration',
  'virtualmachineinstancemigrations',
);
export const KubeVirtKind = kind('kubevirt.io/v1', 'KubeVirt', 'kubevirts');
export const DataVolumeKind = kind<DataVolume>('cdi.kubevirt.io/v1beta1', 'DataVolume', 'datavolumes');
export const DataSourceKind = kind<DataSource>('cdi.kubevirt.io/v1beta1', 'DataSource', 'datasources');
export const DataImportCronKind = kind<DataImportCron>('cdi.kubevirt.io/v1beta1', 'DataImportCron', 'dataimportcrons');
export const CdiConfigKind = kind('cdi.kubevirt.io/v1beta1', 'CDIConfig', 'cdiconfigs', false);
export const StorageProfileKind = kind('cdi.kubevirt.io/v1beta1', 'StorageProfile', 'storageprofiles', false);
export const InstancetypeKind = kind('instancetype.kubevirt.io/v1beta1', 'VirtualMachineInstancetype', 'virtualmachineinstancetypes');
export const ClusterInstancetypeKind = kind(
  'instancetype.kubevirt.io/v1beta1',
  'VirtualMachineClusterInstancetype',
  'virtualmachineclusterinstancetypes',
  false,
);
export const PreferenceKind = kind('instancetype.kubevirt.io/v1beta1', 'VirtualMachinePreference', 'virtualmachinepreferences');
export const ClusterPreferenceKind = kind(
  'instancetype.kubevirt.io/v1beta1',
  'VirtualMachineClusterPreference',
  'virtualmachineclusterpreferences',
  false,
);
export const MigrationPolicyKind = kind<MigrationPolicy>(
  'migrations.kubevirt.io/v1alpha1',
  'MigrationPolicy',
  'migrationpolicies',
  false,
);
export const SnapshotKind = kind('snapshot.kubevirt.io/v1beta1', 'VirtualMachineSnapshot', 'virtualmachinesnapshots');
export const SnapshotContentKind = kind('snapshot.kubevirt.io/v1beta1', 'VirtualMachineSnapshotContent', 'virtualmachinesnapshotcontents');
export const RestoreKind = kind('snapshot.kubevirt.io/v1beta1', 'VirtualMachineRestore', 'virtualmachinerestores');
export const CloneKind = kind('clone.kubevirt.io/v1beta1', 'VirtualMachineClone', 'virtualmachineclones');
export const ExportKind = kind('export.kubevirt.io/v1', 'VirtualMachineExport', 'virtualmachineexports');
export const TemplateKind = kind('template.openshift.io/v1', 'Template', 'templates');
export const VirtualMachineTemplateKind = kind('template.kubevirt.io/v1beta1', 'VirtualMachineTemplate', 'virtualmachinetemplates');
export const NamespaceKind = kind<Namespace>('v1', 'Namespace', 'namespaces', false);
export const ProjectKind = kind<Namespace>('project.openshift.io/v1', 'Project', 'projects', false);
export const NodeKind = kind('v1', 'Node', 'nodes', false);
export const PodKind = kind('v1', 'Pod', 'pods');
export const EventKind = kind<EventObject>('v1', 'Event', 'events');
export const SecretKind = kind('v1', 'Secret', 'secrets');
export const ConfigMapKind = kind('v1', 'ConfigMap', 'configmaps');
export const PersistentVolumeClaimKind = kind<PersistentVolumeClaim>('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims');
export const PersistentVolumeKind = kind('v1', 'PersistentVolume', 'persistentvolumes', false);
export const StorageClassKind = kind<StorageClass>('storage.k8s.io/v1', 'StorageClass', 'storageclasses', false);
export const HyperConvergedKind = kind('hco.kubevirt.io/v1beta1', 'HyperConverged', 'hyperconvergeds');
export const VolumeSnapshotKind = kind('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'volumesnapshots');
export const VolumeSnapshotContentKind = kind('snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', 'volumesnapshotcontents', false);
export const VolumeSnapshotClassKind = kind('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', 'volumesnapshotclasses', false);
export const ControllerRevisionKind = kind('apps/v1', 'ControllerRevision', 'controllerrevisions');
export const CustomResourceDefinitionKind = kind(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(ref: Pick<KindRef<KubeObject>, 'group' | 'version'>): string {
  return ref.group === '' ? ref.version : `${ref.group}/${ref.version}`;
}

/** The console's name of a kind in URLs: `kubevirt.io~v1~VirtualMachine`; core kinds use their plural. */
export function consoleReference(ref: KindRef<KubeObject>): string {
  return ref.group === '' ? ref.plural : `${ref.group}~${ref.version}~${ref.kind}`;
}

/**
 * Path of a collection or object below the API root, starting with `/api` or `/apis`; every part is percent-encoded.
 * Without `namespace`, a namespaced kind's path spans all namespaces.
 */
export function apiPath(
  ref: Pick<KindRef<KubeObject>, 'group' | 'version' | 'plural'>,
  place: { namespace?: string | undefined; name?: string | undefined; subresource?: string | undefined } = {},
): string {
  const root = ref.group === '' ? `/api/${ref.version}` : `/apis/${ref.group}/${ref.version}`;
  const parts = [root];
  if (place.namespace) parts.push('namespaces', encodeURIComponent(place.namespace));
  parts.push(ref.plural);
  if (place.name !== undefined) parts.push(encodeURIComponent(place.name));
  if (place.subresource) parts.push(place.subresource);
  return parts.join('/');
}

/** The subresource API of KubeVirt: `plural` is virtualmachines or virtualmachineinstances. */
export function virtSubresourcePath(
  plural: 'virtualmachines' | 'virtualmachineinstances',
  namespace: string,
  name: string,
  subresource: string,
): string {
  return apiPath({ group: 'subresources.kubevirt.io', version: 'v1', plural }, { namespace, name, subresource });
}
