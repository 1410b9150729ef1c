import { severityOf, statusGroups } from '../vm-status';
import type { RowChange } from './live-view';
import { naturalKey } from './live-view';
import type { VmRow } from './row';

/** A line of the tree. */
export type TreeLine =
  | { kind: 'project'; id: string; depth: 0; project: string; count: number; worst: number; open: boolean }
  | { kind: 'group'; id: string; depth: 1; project: string; group: string; count: number; worst: number; open: boolean }
  | { kind: 'vm'; id: string; depth: 1 | 2; row: VmRow };

/** By name as people count; names that count the same (`vm-1`, `vm-01`) by their letters. */
function comesBefore(left: VmRow, right: VmRow): boolean {
  const [one, other] = [naturalKey(left.name), naturalKey(right.name)];
  return one === other ? left.key < right.key : one < other;
}

/** The machines of one group (or of none) of a project, in order of their names. */
class Bucket {
  readonly rows: VmRow[] = [];
  private readonly bySeverity = new Array<number>(statusGroups.length).fill(0);

  add(row: VmRow): void {
    this.rows.splice(this.place(row), 0, row);
    this.tally(row, 1);
  }

  remove(row: VmRow): void {
    const index = this.place(row);
    if (this.rows[index]?.key !== row.key) return;
    this.rows.splice(index, 1);
    this.tally(row, -1);
  }

  /** Exchanges a machine's row for a newer one of the same name. */
  replace(row: VmRow): void {
    const index = this.place(row);
    if (this.rows[index]?.key === row.key) this.rows[index] = row;
  }

  /** Index of the worst status group present. */
  get worst(): number {
    const found = this.bySeverity.findIndex((count) => count > 0);
    return found < 0 ? statusGroups.length : found;
  }

  private tally(row: VmRow, by: number): void {
    const index = severityOf(row.status);
    this.bySeverity[index] = (this.bySeverity[index] ?? 0) + by;
  }

  private place(row: VmRow): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.rows[middle];
      if (other && comesBefore(other, row)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Groups as people count; machines without one come after them. */
function inOrder(groups: Iterable<string>): string[] {
  const keyed = [...groups].sort().map((group) => ({ group, key: naturalKey(group) }));
  const compare = (left: string, right: string) => (left === right ? 0 : left < right ? -1 : 1);
  return keyed
    .sort((left, right) => Number(left.group === '') - Number(right.group === '') || compare(left.key, right.key))
    .map(({ group }) => group);
}

export const projectId = (project: string) => `p/${project}`;
export const groupId = (project: string, group: string) => `g/${project}/${group}`;

/** Project, group, machine with counts and the worst status; one event touches one bucket. */
export class TreeModel {
  private projects = new Map<string, Map<string, Bucket>>();
  private revision = 0;

  /** Grows with every change. */
  get current(): number {
    return this.revision;
  }

  reset(rows: Iterable<VmRow>): void {
    this.projects = new Map();
    for (const row of [...rows].sort((left, right) => (comesBefore(left, right) ? -1 : 1)))
      this.bucketOf(row).add(row);
    this.revision += 1;
  }

  apply(changes: readonly RowChange[]): boolean {
    let changed = false;
    for (const { before, after } of changes) {
      if (before && after && before.status === after.status && before.folder === after.folder) {
        // Only what the tree does not show has changed; the leaf still needs the newer row.
        this.bucketOf(after).replace(after);
        continue;
      }
      if (before) this.drop(before);
      if (after) this.bucketOf(after).add(after);
      changed = true;
    }
    if (changed) this.revision += 1;
    return changed;
  }

  groupsOf(project: string): string[] {
    return inOrder(this.projects.get(project)?.keys() ?? []).filter((group) => group !== '');
  }

  /** The lines to show when `open` says which nodes are expanded and `shows` which projects and groups are wanted. */
  lines(open: ReadonlySet<string>, shows: (name: string) => boolean = () => true): TreeLine[] {
    const lines: TreeLine[] = [];
    for (const project of [...this.projects.keys()].sort()) {
      const groups = this.projects.get(project);
      if (!groups || !(shows(project) || [...groups.keys()].some((group) => group !== '' && shows(group)))) continue;
      this.pushProject(lines, project, groups, open);
    }
    return lines;
  }

  private pushProject(lines: TreeLine[], project: string, groups: ReadonlyMap<string, Bucket>, open: ReadonlySet<string>): void {
    const buckets = [...groups.values()];
    const id = projectId(project);
    const count = buckets.reduce((sum, bucket) => sum + bucket.rows.length, 0);
    const worst = Math.min(...buckets.map((bucket) => bucket.worst));
    lines.push({ kind: 'project', id, depth: 0, project, count, worst, open: open.has(id) });
    if (!open.has(id)) return;
    for (const group of inOrder(groups.keys())) {
      const bucket = groups.get(group);
      if (!bucket) continue;
      const groupLine = groupId(project, group);
      if (group !== '')
        lines.push({
          kind: 'group',
          id: groupLine,
          depth: 1,
          project,
          group,
          count: bucket.rows.length,
          worst: bucket.worst,
          open: open.has(groupLine),
        });
      if (group !== '' && !open.has(groupLine)) continue;
      for (const row of bucket.rows) lines.push({ kind: 'vm', id: row.key, depth: group === '' ? 1 : 2, row });
    }
  }

  private bucketOf(row: VmRow): Bucket {
    let groups = this.projects.get(row.namespace);
    if (!groups) this.projects.set(row.namespace, (groups = new Map()));
    let bucket = groups.get(row.folder);
    if (!bucket) groups.set(row.folder, (bucket = new Bucket()));
    return bucket;
  }

  private drop(row: VmRow): void {
    const groups = this.projects.get(row.namespace);
    const bucket = groups?.get(row.folder);
    if (!groups || !bucket) return;
    bucket.remove(row);
    if (bucket.rows.length === 0) groups.delete(row.folder);
    if (groups.size === 0) this.projects.delete(row.namespace);
  }
}
