import { Labels } from '../../../contracts/labels';
import { at, stringMap, text } from '../read';
import { readinessOf } from '../resources/facts';
import { displayNameOf } from '../resources/instance-types';

/** A volume a machine can boot from, as the catalog shows it. */
export interface BootVolume {
  /** Unique among all: kind, namespace and name. */
  key: string;
  kind: 'DataSource' | 'PersistentVolumeClaim';
  name: string;
  namespace: string;
  title: string;
  description: string;
  ready: boolean;
  /** Why it is not ready, in the server's word. */
  reason: string;
  architecture: string;
  instancetype: DefaultRef;
  preference: DefaultRef;
  /** The claim that holds the image: `namespace/name`; '' where unknown. */
  claim: { namespace: string; name: string } | undefined;
}

/** What a volume suggests; `name` '' when it suggests nothing. */
export interface DefaultRef {
  name: string;
  kind: string;
}

/** A DataSource as a bootable volume. */
export function volumeOfDataSource(object: unknown): BootVolume {
  const { ready, reason } = readinessOf(object);
  const claim = {
    name: text(object, 'spec', 'source', 'pvc', 'name'),
    namespace: text(object, 'spec', 'source', 'pvc', 'namespace'),
  };
  return { ...common(object, 'DataSource'), ready, reason, claim: claim.name === '' ? undefined : claim };
}

/** A claim that carries a default preference as a bootable volume. */
export function volumeOfClaim(object: unknown): BootVolume {
  const volume = common(object, 'PersistentVolumeClaim');
  const phase = text(object, 'status', 'phase');
  return { ...volume, ready: phase === 'Bound', reason: phase, claim: { namespace: volume.namespace, name: volume.name } };
}

function common(object: unknown, kind: BootVolume['kind']) {
  const labels = stringMap(object, 'metadata', 'labels');
  const name = text(object, 'metadata', 'name');
  const namespace = text(object, 'metadata', 'namespace');
  return {
    key: `${kind}/${namespace}/${name}`,
    kind,
    name,
    namespace,
    title: displayNameOf(object),
    description: text(object, 'metadata', 'annotations', 'description'),
    architecture: labels['template.kubevirt.io/architecture'] ?? '',
    instancetype: {
      name: labels[Labels.defaultInstancetype] ?? '',
      kind: labels[Labels.defaultInstancetypeKind] ?? 'VirtualMachineClusterInstancetype',
    },
    preference: {
      name: labels[Labels.defaultPreference] ?? '',
      kind: labels[Labels.defaultPreferenceKind] ?? 'VirtualMachineClusterPreference',
    },
  };
}

/** Ready ones first, then by title; a volume that waits for its image cannot be chosen yet. */
export function inCatalogOrder(volumes: readonly BootVolume[]): BootVolume[] {
  return [...volumes].sort((one, other) => Number(other.ready) - Number(one.ready) || one.title.localeCompare(other.title));
}

/** The size a claim has or asks for, as it is written. */
export function claimSize(claim: unknown): string {
  const size = at(claim, 'status', 'capacity', 'storage') ?? at(claim, 'spec', 'resources', 'requests', 'storage');
  return typeof size === 'string' ? size : '';
}
