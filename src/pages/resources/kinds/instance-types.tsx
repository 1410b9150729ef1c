import {
  ClusterInstancetypeKind,
  ClusterPreferenceKind,
  InstancetypeKind,
  PreferenceKind,
  consoleReference,
} from '../../../../contracts/kinds';
import type { KubeObject } from '../../../../contracts/objects';
import { parseQuantity } from '../../../domain/quantities';
import { at, text } from '../../../domain/read';
import { cpusOf, displayNameOf, guestMemoryOf, hasCpuFeature, vendorOf } from '../../../domain/resources/instance-types';
import type { AnyKind } from '../../../k8s/types';
import { Lines } from '../details/Lines';
import type { ResourceColumn, ResourceFact, ResourceSpec, Translate } from '../resource-spec';

const vendorColumn: ResourceColumn = { id: 'vendor', title: (t) => t('Vendor'), cell: vendorOf, sort: vendorOf };
const nameColumn: ResourceColumn = {
  id: 'display-name',
  title: (t) => t('Display name'),
  cell: displayNameOf,
  sort: displayNameOf,
  width: 180,
};

const instancetypeColumns: readonly ResourceColumn[] = [
  nameColumn,
  { id: 'cpu', title: (t) => t('CPU'), cell: (object) => String(cpusOf(object)), sort: cpusOf, width: 80 },
  {
    id: 'memory',
    title: (t) => t('Memory'),
    cell: guestMemoryOf,
    sort: (object) => parseQuantity(guestMemoryOf(object)) ?? 0,
    width: 100,
  },
  vendorColumn,
];

function featuresOf(object: KubeObject, t: Translate): string[] {
  const features: [string, string][] = [
    ['dedicatedCPUPlacement', t('Dedicated CPUs')],
    ['isolateEmulatorThread', t('Isolated emulator thread')],
    ['numa', t('NUMA of the host passed through')],
    ['realtime', t('Real time')],
  ];
  return features.filter(([feature]) => hasCpuFeature(object, feature)).map(([, title]) => title);
}

const instancetypeFacts: readonly ResourceFact[] = [
  { id: 'display-name', title: (t) => t('Display name'), value: displayNameOf },
  {
    id: 'description',
    title: (t) => t('Description'),
    value: (object) => text(object, 'metadata', 'annotations', 'instancetype.kubevirt.io/description'),
  },
  { id: 'cpu', title: (t) => t('CPU'), value: (object) => String(cpusOf(object)) },
  { id: 'memory', title: (t) => t('Memory'), value: guestMemoryOf },
  { id: 'features', title: (t) => t('Features'), value: (object, t) => <Lines lines={featuresOf(object, t)} /> },
  { id: 'huge-pages', title: (t) => t('Huge pages'), value: (object) => text(object, 'spec', 'memory', 'hugepages', 'pageSize') },
  { id: 'vendor', title: (t) => t('Vendor'), value: vendorOf },
];

const preferenceFacts: readonly ResourceFact[] = [
  { id: 'display-name', title: (t) => t('Display name'), value: displayNameOf },
  { id: 'topology', title: (t) => t('CPU topology'), value: (object) => text(object, 'spec', 'cpu', 'preferredCPUTopology') },
  { id: 'bus', title: (t) => t('Disk bus'), value: (object) => text(object, 'spec', 'devices', 'preferredDiskBus') },
  {
    id: 'nic',
    title: (t) => t('Network interface model'),
    value: (object) => text(object, 'spec', 'devices', 'preferredInterfaceModel'),
  },
  { id: 'cpu', title: (t) => t('CPUs required'), value: (object) => requirement(object, 'cpu') },
  { id: 'memory', title: (t) => t('Memory required'), value: (object) => requirement(object, 'memory') },
  { id: 'vendor', title: (t) => t('Vendor'), value: vendorOf },
];

function requirement(object: KubeObject, what: 'cpu' | 'memory'): string {
  const value = at(object, 'spec', 'requirements', what, 'guest');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Shipped objects are put back by whoever ships them. */
function vendorLock(object: KubeObject, t: Translate): string | undefined {
  return vendorOf(object) === ''
    ? undefined
    : t('It is shipped by {{vendor}}: make a copy instead.', { vendor: vendorOf(object) });
}

interface Variant {
  kind: AnyKind;
  title: ResourceSpec['title'];
  one: ResourceSpec['one'];
}

function instancetypes({ kind, title, one }: Variant): ResourceSpec {
  return {
    page: consoleReference(kind),
    kind,
    family: 'instance-types',
    title,
    one,
    columns: instancetypeColumns,
    facts: instancetypeFacts,
    lockedBecause: vendorLock,
    sample: (namespace) => ({
      apiVersion: 'instancetype.kubevirt.io/v1beta1',
      kind: kind.kind,
      metadata: { name: 'my-instancetype', ...(kind.namespaced && { namespace }) },
      spec: { cpu: { guest: 2 }, memory: { guest: '4Gi' } },
    }),
  };
}

function preferences({ kind, title, one }: Variant): ResourceSpec {
  return {
    page: consoleReference(kind),
    kind,
    family: 'instance-types',
    title,
    one,
    columns: [nameColumn, vendorColumn],
    facts: preferenceFacts,
    lockedBecause: vendorLock,
    sample: (namespace) => ({
      apiVersion: 'instancetype.kubevirt.io/v1beta1',
      kind: kind.kind,
      metadata: { name: 'my-preference', ...(kind.namespaced && { namespace }) },
      spec: {
        cpu: { preferredCPUTopology: 'sockets' },
        devices: { preferredDiskBus: 'virtio', preferredInterfaceModel: 'virtio' },
      },
    }),
  };
}

/** Instance types and preferences, of the cluster and of a project. */
export const instanceTypes: readonly ResourceSpec[] = [
  instancetypes({
    kind: ClusterInstancetypeKind,
    title: (t) => t('Cluster instance types'),
    one: (t) => t('cluster instance type'),
  }),
  instancetypes({ kind: InstancetypeKind, title: (t) => t('Instance types'), one: (t) => t('instance type') }),
  preferences({ kind: ClusterPreferenceKind, title: (t) => t('Cluster preferences'), one: (t) => t('cluster preference') }),
  preferences({ kind: PreferenceKind, title: (t) => t('Preferences'), one: (t) => t('preference') }),
];
