import { joinRow, standaloneRow } from '../../domain/inventory/join';
import type { MigrationHalf, VmiHalf } from '../../domain/inventory/project-vmi';
import type { VmHalf } from '../../domain/inventory/project-vm';
import { rowKey } from '../../domain/inventory/row';
import type { VmRow } from '../../domain/inventory/row';
import { sameRow } from '../../domain/inventory/same-row';

/** A keyed collection whose changes mark rows for joining. */
class Halves<Half> {
  readonly held = new Map<string, Half>();

  constructor(private readonly touch: (key: string) => void) {}

  put(key: string, half: Half): void {
    this.held.set(key, half);
    this.touch(key);
  }

  drop(key: string): void {
    if (this.held.delete(key)) this.touch(key);
  }
}

/**
 * Joins machines, instances and migrations by `namespace/name`. A change touches one key; `take` joins the touched
 * keys only, so that an event costs the same with ten machines and with ten thousand.
 */
export class Joiner {
  private readonly touched = new Set<string>();
  private readonly rows = new Map<string, VmRow>();
  private readonly touch = (key: string) => void this.touched.add(key);
  readonly vms = new Halves<VmHalf>(this.touch);
  readonly vmis = new Halves<VmiHalf>(this.touch);
  /** By name of the migration; `running` finds the one of a machine. */
  private readonly migrations = new Map<string, MigrationHalf>();
  private readonly running = new Map<string, MigrationHalf>();

  get machines(): number {
    return this.vms.held.size;
  }

  putMigration(half: MigrationHalf): void {
    const vmi = rowKey(half.namespace, half.vmi);
    this.migrations.set(rowKey(half.namespace, half.name), half);
    const current = this.running.get(vmi);
    if (half.running && (!current || current.name === half.name || current.created <= half.created)) this.running.set(vmi, half);
    else if (!half.running && current?.name === half.name) this.running.delete(vmi);
    this.touch(vmi);
  }

  dropMigration(key: string): void {
    const half = this.migrations.get(key);
    if (!half) return;
    this.migrations.delete(key);
    const vmi = rowKey(half.namespace, half.vmi);
    if (this.running.get(vmi)?.name === half.name) this.running.delete(vmi);
    this.touch(vmi);
  }

  /** Forgets what lies in other projects. */
  keepOnly(projects: ReadonlySet<string>): void {
    const isGone = (half: { namespace: string }) => !projects.has(half.namespace);
    for (const halves of [this.vms, this.vmis]) for (const [key, half] of halves.held) if (isGone(half)) halves.drop(key);
    for (const [key, half] of this.migrations) if (isGone(half)) this.dropMigration(key);
  }

  migrationKeys(): IterableIterator<string> {
    return this.migrations.keys();
  }

  /** Keys whose rows are still to be joined. */
  get backlog(): number {
    return this.touched.size;
  }

  /** What became of touched rows, of so many at most; rows that came out equal are not reported. */
  take(most = Infinity): { upserts: VmRow[]; removed: string[] } {
    const upserts: VmRow[] = [];
    const removed: string[] = [];
    for (const key of this.touched) {
      if (upserts.length >= most) break;
      this.touched.delete(key);
      const row = this.join(key);
      const before = this.rows.get(key);
      if (row) {
        if (before && sameRow(before, row)) continue;
        this.rows.set(key, row);
        upserts.push(row);
      } else if (before) {
        this.rows.delete(key);
        removed.push(key);
      }
    }
    return { upserts, removed };
  }

  private join(key: string): VmRow | undefined {
    const vm = this.vms.held.get(key);
    const vmi = this.vmis.held.get(key);
    const migration = this.running.get(key);
    if (vm) return joinRow(vm, vmi, migration);
    return vmi?.standalone ? standaloneRow(vmi, migration) : undefined;
  }
}
