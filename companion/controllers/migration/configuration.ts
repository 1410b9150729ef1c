import { HyperConvergedKind, KubeVirtKind, type KindRef, MigrationPolicyKind, NamespaceKind } from '../../../contracts/kinds';
import type { VirtualMachineInstance } from '../../../contracts/virt';
import { at, isFields } from '../../kinds/read';
import { parseQuantity } from '../../kinds/kubevirt/quantity';
import type { ObjectReader } from '../../store/client';
import { choosePolicy } from './policy';

/** Limits and wishes of live migrations in KubeVirt's names. */
export interface MigrationConfiguration {
  parallelMigrationsPerCluster: number;
  parallelOutboundMigrationsPerNode: number;
  /** Bytes per second; 0 is unlimited. */
  bandwidthPerMigration: string;
  completionTimeoutPerGiB: number;
  progressTimeout: number;
  allowAutoConverge: boolean;
  allowPostCopy: boolean;
  allowWorkloadDisruption: boolean;
}

const DEFAULTS: MigrationConfiguration = {
  parallelMigrationsPerCluster: 5,
  parallelOutboundMigrationsPerNode: 2,
  bandwidthPerMigration: '0',
  completionTimeoutPerGiB: 150,
  progressTimeout: 150,
  allowAutoConverge: false,
  allowPostCopy: false,
  allowWorkloadDisruption: false,
};

/** Only what the configuration knows, and only of the right type. */
function known(settings: unknown): Partial<MigrationConfiguration> {
  if (!isFields(settings)) return {};
  const found: Record<string, unknown> = {};
  for (const [name, standard] of Object.entries(DEFAULTS)) {
    const value = settings[name];
    if (typeof value === typeof standard) found[name] = value;
    else if (name === 'bandwidthPerMigration' && typeof value === 'number') found[name] = String(value);
  }
  return found;
}

const first = (read: ObjectReader, kind: KindRef) => read.list(kind)[0];

/** The cluster's settings: KubeVirt's own, under those of the HyperConverged operator, which owns them where it is installed. */
export function clusterConfiguration(read: ObjectReader): MigrationConfiguration {
  return {
    ...DEFAULTS,
    ...known(at(first(read, KubeVirtKind), 'spec', 'configuration', 'migrations')),
    ...known(at(first(read, HyperConvergedKind), 'spec', 'liveMigrationConfig')),
  };
}

export interface EffectiveConfiguration {
  configuration: MigrationConfiguration;
  policy?: string;
}

/** The settings for one migration: a matching policy overrides the cluster's. */
export function configurationFor(read: ObjectReader, vmi: VirtualMachineInstance): EffectiveConfiguration {
  const namespace = read.get(NamespaceKind, vmi.metadata.namespace ?? '');
  const policy = choosePolicy(read.list(MigrationPolicyKind), vmi, namespace);
  const configuration = { ...clusterConfiguration(read), ...known(policy?.spec) };
  if (configuration.allowPostCopy) configuration.allowWorkloadDisruption = true;
  return { configuration, ...(policy ? { policy: policy.metadata.name } : {}) };
}

/** Seconds after which a migration that has not come to an end is given up or forced, by the guest's memory. */
export function completionTimeout(vmi: VirtualMachineInstance, { completionTimeoutPerGiB }: MigrationConfiguration): number {
  const gibibytes = Math.max(1, Math.ceil(parseQuantity(vmi.spec.domain.memory?.guest) / 2 ** 30));
  return completionTimeoutPerGiB * gibibytes;
}
