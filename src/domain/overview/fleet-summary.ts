import type { RowChange } from '../inventory/live-view';
import type { VmRow } from '../inventory/row';
import type { StatusGroup } from '../vm-status';
import { statusFacts, statusGroups } from '../vm-status';

/** What runs on one node. */
export interface NodeLoad {
  machines: number;
  vcpus: number;
  memory: number;
}

/** All machines in a few numbers. */
export interface Summary {
  total: number;
  groups: Readonly<Record<StatusGroup, number>>;
  /** vCPUs and bytes of memory of machines that run. */
  vcpus: number;
  memory: number;
  nodes: ReadonlyMap<string, NodeLoad>;
  /** Machines that need someone, in no order. */
  problems: ReadonlyMap<string, VmRow>;
}

const nobody: NodeLoad = { machines: 0, vcpus: 0, memory: 0 };

/** The numbers of the Overview, kept up to date change by change: one change costs the same whatever the number of machines. */
export class FleetSummary {
  private total = 0;
  private readonly groups = new Map<StatusGroup, number>();
  private readonly nodes = new Map<string, NodeLoad>();
  private readonly problems = new Map<string, VmRow>();
  private summary: Summary = this.publish();

  get current(): Summary {
    return this.summary;
  }

  reset(rows: Iterable<VmRow>): void {
    this.total = 0;
    this.groups.clear();
    this.nodes.clear();
    this.problems.clear();
    for (const row of rows) this.count(row, 1);
    this.summary = this.publish();
  }

  apply(changes: readonly RowChange[]): boolean {
    for (const { before, after } of changes) {
      if (before) this.count(before, -1);
      if (after) this.count(after, 1);
    }
    this.summary = this.publish();
    return changes.length > 0;
  }

  private count(row: VmRow, sign: 1 | -1): void {
    const { group } = statusFacts(row.status);
    this.total += sign;
    this.groups.set(group, (this.groups.get(group) ?? 0) + sign);
    if (row.node !== '') this.load(row, sign);
    if (!needsSomeone(row)) return;
    if (sign > 0) this.problems.set(row.key, row);
    else this.problems.delete(row.key);
  }

  private load({ node, vcpus, memory }: VmRow, sign: 1 | -1): void {
    const before = this.nodes.get(node) ?? nobody;
    const after = { machines: before.machines + sign, vcpus: before.vcpus + sign * vcpus, memory: before.memory + sign * memory };
    if (after.machines > 0) this.nodes.set(node, after);
    else this.nodes.delete(node);
  }

  private publish(): Summary {
    const loads = [...this.nodes.values()];
    return {
      total: this.total,
      groups: Object.fromEntries(statusGroups.map((each) => [each, this.groups.get(each) ?? 0])) as Record<StatusGroup, number>,
      vcpus: loads.reduce((sum, each) => sum + each.vcpus, 0),
      memory: loads.reduce((sum, each) => sum + each.memory, 0),
      nodes: new Map(this.nodes),
      problems: new Map(this.problems),
    };
  }
}

/** A machine that will not get well by itself. */
export function needsSomeone(row: VmRow): boolean {
  return statusFacts(row.status).group === 'error' || row.manualRecovery;
}

/** Why a machine needs someone, in the cluster's words; its status when there are none. */
export function problemWords(row: VmRow): string {
  const telling =
    row.conditions.find((each) => each.status !== 'True' && each.message !== '') ?? row.conditions.find((each) => each.message !== '');
  return telling?.message ?? row.status;
}
