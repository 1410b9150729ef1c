import { MigrationKind, VirtualMachineInstanceKind, VirtualMachineKind } from '../../../contracts/kinds';
import type { KindRef } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import { projectMigration, projectVmi } from '../../domain/inventory/project-vmi';
import { projectVm } from '../../domain/inventory/project-vm';
import { rowKey } from '../../domain/inventory/row';
import { ListWatch } from '../list-watch';
import type { ListWatchOptions } from '../list-watch';
import { Collector } from './collector';
import type { CollectorContext, CollectorTarget } from './collector';
import type { Joiner } from './joiner';
import type { InventoryLimit } from './protocol';

export type SourceKind = InventoryLimit['what'];

export interface Source {
  what: SourceKind;
  namespace: string | undefined;
  collector: Collector<KubeObject>;
  watch: ListWatch<KubeObject>;
}

function* within(keys: Iterable<string>, namespace: string | undefined): Generator<string> {
  for (const key of keys) if (namespace === undefined || key.startsWith(`${namespace}/`)) yield key;
}

function nameKey(half: { namespace: string; name: string }): string {
  return rowKey(half.namespace, half.name);
}

function targetOf(what: SourceKind, joiner: Joiner, namespace: string | undefined): CollectorTarget<KubeObject> {
  if (what === 'virtualmachines') {
    const { vms } = joiner;
    return {
      put: (object) => {
        const half = projectVm(object);
        vms.put(nameKey(half), half);
      },
      drop: (key) => vms.drop(key),
      keys: () => within(vms.held.keys(), namespace),
    };
  }
  if (what === 'virtualmachineinstances') {
    const { vmis } = joiner;
    return {
      put: (object) => {
        const half = projectVmi(object);
        vmis.put(nameKey(half), half);
      },
      drop: (key) => vmis.drop(key),
      keys: () => within(vmis.held.keys(), namespace),
    };
  }
  return {
    put: (object) => joiner.putMigration(projectMigration(object)),
    drop: (key) => joiner.dropMigration(key),
    keys: () => within(joiner.migrationKeys(), namespace),
  };
}

const kinds: Record<SourceKind, KindRef<KubeObject>> = {
  virtualmachines: VirtualMachineKind,
  virtualmachineinstances: VirtualMachineInstanceKind,
  virtualmachineinstancemigrations: MigrationKind,
};

export const sourceKinds: readonly SourceKind[] = ['virtualmachines', 'virtualmachineinstances', 'virtualmachineinstancemigrations'];

export interface SourceContext extends CollectorContext {
  joiner: Joiner;
}

/** Enough for the tallest screen first, then ever more at once. */
const PAGES = [60, 250, 500, 1000];

/** Opens one list and watch whose objects go straight into the joiner as halves; full objects are not kept. */
export function openSource(
  what: SourceKind,
  namespace: string | undefined,
  context: SourceContext,
  options: ListWatchOptions = {},
): Source {
  const collector = new Collector(targetOf(what, context.joiner, namespace), context);
  const watch = new ListWatch(kinds[what], { namespace }, collector, { pages: PAGES, ...options });
  return { what, namespace, collector, watch };
}
