import type { UnknownObject } from '../../contracts/objects';
import { Annotations, Labels } from '../../contracts/labels';
import { Namespaces, object } from './objects';

/** Name of the DataSource of the built-in guest. */
export const GUEST = 'virtdeck-guest';

/** The built-in guest as a boot source: imported from the companion's own registry endpoint, and again when that changes. */
export function guestImport(registry: string): UnknownObject {
  const labels = {
    [Labels.defaultInstancetype]: 'u1.nano',
    [Labels.defaultInstancetypeKind]: 'VirtualMachineClusterInstancetype',
    [Labels.defaultPreference]: 'linux',
    [Labels.defaultPreferenceKind]: 'VirtualMachineClusterPreference',
    'template.kubevirt.io/architecture': 'amd64',
  };
  return object('cdi.kubevirt.io/v1beta1', 'DataImportCron', `${GUEST}-import`, {
    metadata: {
      name: `${GUEST}-import`,
      namespace: Namespaces.images,
      labels,
      annotations: { [Annotations.displayName]: 'virtdeck guest', [Annotations.description]: 'A small Linux, built from the packages of this machine' },
    },
    spec: {
      managedDataSource: GUEST,
      schedule: '0 */12 * * *',
      garbageCollect: 'Outdated',
      importsToKeep: 2,
      template: {
        spec: {
          source: { registry: { url: registry, pullMethod: 'node' } },
          storage: { resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
  });
}

/** DataSources the common templates point to; they become ready when someone imports an image of that name. */
export function emptySources(names: readonly string[]): UnknownObject[] {
  return names.map((name) =>
    object('cdi.kubevirt.io/v1beta1', 'DataSource', name, {
      namespace: Namespaces.images,
      spec: { source: { pvc: { name, namespace: Namespaces.images } } },
    }),
  );
}
