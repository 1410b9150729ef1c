import { systemClock } from '../../domain/clock';
import { isFinal, toFailure } from '../api-error';
import type { ApiFailure } from '../types';
import { Joiner } from './joiner';
import { Outbox, ROWS_AT_ONCE } from './outbox';
import { ProjectSources } from './by-project';
import type { InventoryDelta, InventoryLimit, InventoryScope, InventoryState } from './protocol';
import { openSource, sourceKinds } from './sources';
import type { Source, SourceContext, SourceKind } from './sources';

/** One inventory: its sources, and what changed since it last spoke. Runs in a worker, knows no page. */
export class InventoryEngine {
  private joiner = new Joiner();
  private own: Source[] = [];
  private byProject: ProjectSources | undefined;
  private abort = new AbortController();
  private readonly outbox = new Outbox({
    waiting: () => this.joiner.backlog,
    post: () => this.post({ ...this.joiner.take(ROWS_AT_ONCE), state: this.state() }),
  });
  private failure: ApiFailure | undefined;
  private searching = false;

  constructor(
    private readonly scope: InventoryScope,
    private readonly post: (delta: InventoryDelta) => void,
  ) {
    this.open(['virtualmachines']);
  }

  /** The page has drawn the last delta. */
  taken(): void {
    this.outbox.taken();
  }

  retry(): void {
    this.failure = undefined;
    if (this.byProject || this.sources.length === 0) {
      this.closeSources();
      this.open(['virtualmachines']);
    } else {
      for (const source of this.sources) source.watch.restart();
    }
  }

  close(): void {
    this.outbox.close();
    this.closeSources();
  }

  private closeSources(): void {
    this.abort.abort();
    this.abort = new AbortController();
    for (const source of this.sources) source.watch.close();
    this.own = [];
    this.byProject = undefined;
    this.searching = false;
  }

  private get sources(): readonly Source[] {
    return this.byProject?.sources ?? this.own;
  }

  private context(): SourceContext {
    return { joiner: this.joiner, changed: () => this.onChange(), now: systemClock.now, room: () => this.outbox.room() };
  }

  private open(kinds: readonly SourceKind[]): void {
    const context = this.context();
    this.own.push(...kinds.map((kind) => openSource(kind, this.scope.namespace, context)));
  }

  private onChange(): void {
    if (this.refusedClusterWide()) void this.goByProject();
    else if (this.othersMayCome()) this.open(sourceKinds.filter((kind) => kind !== 'virtualmachines'));
    this.outbox.changed();
  }

  /** What joins the machines comes after the first of them, or when they cannot be had. */
  private othersMayCome(): boolean {
    const [machines] = this.own;
    if (this.byProject || this.own.length !== 1 || !machines) return false;
    return machines.collector.status.loaded || machines.collector.status.failure !== undefined;
  }

  /** Without the right to list everywhere, the list is put together project by project. */
  private refusedClusterWide(): boolean {
    if (this.scope.namespace !== undefined || this.byProject) return false;
    return this.own.some((source) => source.what === 'virtualmachines' && source.collector.status.failure?.code === 403);
  }

  private async goByProject(): Promise<void> {
    this.closeSources();
    this.searching = true;
    const { signal } = this.abort;
    this.byProject = new ProjectSources(this.context(), signal);
    try {
      await this.byProject.open();
    } catch (thrown) {
      if (!signal.aborted) this.failure = toFailure(thrown);
    } finally {
      if (!signal.aborted) {
        this.searching = false;
        this.outbox.changed();
      }
    }
  }

  private state(): InventoryState {
    const machines = this.sources.filter((source) => source.what === 'virtualmachines').map((source) => source.collector.status);
    const all = this.sources.map((source) => source.collector.status);
    const searchDone = !this.searching;
    const loaded = machines.some((each) => each.loaded) || (this.byProject?.count === 0 && searchDone && !this.failure);
    const stale = all.flatMap((each) => each.staleSince ?? []);
    const failure = this.failure ?? (loaded || this.searching ? undefined : machines.find((each) => each.failure)?.failure);
    const isRead = searchDone && all.every((each) => each.complete || (each.failure !== undefined && isFinal(each.failure)));
    return {
      loaded,
      complete: isRead && this.joiner.backlog === 0,
      read: this.joiner.machines,
      remaining: machines.reduce((sum, each) => sum + each.remaining, 0),
      limits: this.limits(),
      ...(failure && { failure }),
      ...(stale.length > 0 && { staleSince: Math.min(...stale) }),
      ...(this.byProject && { projects: this.byProject.count }),
    };
  }

  private limits(): InventoryLimit[] {
    const byKind = new Map<SourceKind, { projects: number; message: string }>();
    for (const [kind, projects] of this.byProject?.unlisted ?? []) byKind.set(kind, { projects, message: '' });
    for (const source of this.sources) {
      const { failure } = source.collector.status;
      if (!failure || !isFinal(failure)) continue;
      const entry = byKind.get(source.what);
      byKind.set(source.what, { projects: (entry?.projects ?? 0) + 1, message: failure.message });
    }
    const byProject = this.byProject !== undefined;
    return [...byKind].map(([what, { projects, message }]) => ({ what, message, ...(byProject && { projects }) }));
  }
}
