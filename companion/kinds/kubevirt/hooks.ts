import type { KindHooks } from '../definition';
import { defaultInstance } from './defaults/instance-defaults';
import { defaultMachine } from './defaults/machine-defaults';
import { defaultClone, validateClone } from './validate/clone';
import { keepStatus, validateInstance } from './validate/instance';
import { instancetypeHooks, preferenceHooks } from './validate/instancetypes';
import { validateMachine } from './validate/machine';
import { defaultMigration, validateMigration, validateMigrationPolicy } from './validate/migration';
import { validatePool, validateReplicaSet } from './validate/sets';
import { validateExport, validateRestore, validateSnapshot } from './validate/snapshots';
import { Webhooks } from './webhooks';

/** KubeVirt's admission webhooks by the kinds they watch over. */
export const kubevirtHooks: Record<string, KindHooks> = {
  'virtualmachines.kubevirt.io': { mutate: defaultMachine, validate: validateMachine },
  'virtualmachineinstances.kubevirt.io': {
    mutate(request) {
      defaultInstance(request);
      keepStatus(request);
    },
    validate: validateInstance,
  },
  'virtualmachineinstancemigrations.kubevirt.io': { mutate: defaultMigration, validate: validateMigration },
  'virtualmachineinstancereplicasets.kubevirt.io': { validate: validateReplicaSet },
  'virtualmachinepools.pool.kubevirt.io': { validate: validatePool },
  'virtualmachinesnapshots.snapshot.kubevirt.io': { validate: validateSnapshot },
  'virtualmachinerestores.snapshot.kubevirt.io': { validate: validateRestore },
  'virtualmachineclones.clone.kubevirt.io': { mutate: defaultClone, validate: validateClone },
  'virtualmachineexports.export.kubevirt.io': { validate: validateExport },
  'migrationpolicies.migrations.kubevirt.io': { validate: validateMigrationPolicy },
  'virtualmachineinstancetypes.instancetype.kubevirt.io': instancetypeHooks(Webhooks.instancetype),
  'virtualmachineclusterinstancetypes.instancetype.kubevirt.io': instancetypeHooks(Webhooks.clusterInstancetype),
  'virtualmachinepreferences.instancetype.kubevirt.io': preferenceHooks(Webhooks.preference),
  'virtualmachineclusterpreferences.instancetype.kubevirt.io': preferenceHooks(Webhooks.clusterPreference),
};
