import { systemClock } from '../../domain/clock';
import { isFinal, toFailure } from '../api-error';
import type { ApiFailure } from '../types';
import { Joiner } from './joiner';
import { Outbox, ROWS_AT_ONCE } from './outbox';
import { listableKinds, visibleProjects } from './projects';
import type { InventoryDelta, InventoryLimit, InventoryScope, InventoryState } from './protocol';
import { openSource, sourceKinds } from './sources';
import type { Source, SourceContext, SourceKind } from './sources';

/** Browsers allow some 250 sockets to one host; projects beyond this many are listed again from time to time. */
const WATCHED_PROJECTS = 50;
const POLL_MS = 30_000;
const PROJECTS_AT_ONCE = 6;

/** One inventory: its sources, and what changed since it last spoke. Runs in a worker, knows no page. */
export class InventoryEngine {
  private joiner = new Joiner();
  private sources: Source[] = [];
  private abort = new AbortController();
  private readonly outbox = new Outbox({
    waiting: () => this.joiner.backlog,
    post: () => this.post({ ...this.joiner.take(ROWS_AT_ONCE), state: this.state() }),
  });
  private projects: number | undefined;
  private unlisted = new Map<SourceKind, number>();
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
    if (this.projects !== undefined || this.sources.length === 0) {
      this.closeSources();
      this.projects = undefined;
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
    this.sources = [];
  }

  private context(): SourceContext {
    return { joiner: this.joiner, changed: () => this.onChange(), now: systemClock.now, room: () => this.outbox.room() };
  }

  private open(kinds: readonly SourceKind[]): void {
    const context = this.context();
    this.sources.push(...kinds.map((kind) => openSource(kind, this.scope.namespace, context)));
  }

  private onChange(): void {
    if (this.refusedClusterWide()) void this.goByProject();
    else if (this.othersMayCome()) this.open(sourceKinds.filter((kind) => kind !== 'virtualmachines'));
    this.outbox.changed();
  }

  /** What joins the machines comes after the first of them, or when they cannot be had. */
  private othersMayCome(): boolean {
    const [machines] = this.sources;
    if (this.projects !== undefined || this.searching || this.sources.length !== 1 || !machines) return false;
    return machines.collector.status.loaded || machines.collector.status.failure !== undefined;
  }

  /** Without the right to list everywhere, the list is put together project by project. */
  private refusedClusterWide(): boolean {
    if (this.scope.namespace !== undefined || this.projects !== undefined || this.searching) return false;
    return this.sources.some((source) => source.what === 'virtualmachines' && source.collector.status.failure?.code === 403);
  }

  private async goByProject(): Promise<void> {
    this.searching = true;
    this.closeSources();
    const { signal } = this.abort;
    try {
      const names = await visibleProjects(signal);
      this.projects = 0;
      await this.openProjects(names, signal);
    } catch (thrown) {
      if (!signal.aborted) this.failure = toFailure(thrown);
    } finally {
      this.searching = false;
      if (!signal.aborted) this.outbox.changed();
    }
  }

  private async openProjects(names: readonly string[], signal: AbortSignal): Promise<void> {
    const waiting = [...names];
    const worker = async () => {
      for (let name = waiting.shift(); name !== undefined && !signal.aborted; name = waiting.shift()) {
        const kinds = await listableKinds(name, signal);
        if (!signal.aborted) this.openProject(name, kinds);
      }
    };
    await Promise.all(Array.from({ length: PROJECTS_AT_ONCE }, worker));
  }

  private openProject(name: string, kinds: readonly SourceKind[]): void {
    for (const kind of sourceKinds) if (!kinds.includes(kind)) this.unlisted.set(kind, (this.unlisted.get(kind) ?? 0) + 1);
    if (!kinds.includes('virtualmachines')) return;
    this.projects = (this.projects ?? 0) + 1;
    const options = this.projects > WATCHED_PROJECTS ? { pollMs: POLL_MS } : {};
    const context = this.context();
    this.sources.push(...kinds.map((kind) => openSource(kind, name, context, options)));
    this.outbox.changed();
  }

  private state(): InventoryState {
    const machines = this.sources.filter((source) => source.what === 'virtualmachines').map((source) => source.collector.status);
    const all = this.sources.map((source) => source.collector.status);
    const searchDone = !this.searching;
    const loaded = machines.some((each) => each.loaded) || (this.projects === 0 && searchDone);
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
      ...(this.projects !== undefined && { projects: this.projects }),
    };
  }

  private limits(): InventoryLimit[] {
    const byKind = new Map<SourceKind, { projects: number; message: string }>();
    for (const [kind, projects] of this.unlisted) byKind.set(kind, { projects, message: '' });
    for (const source of this.sources) {
      const { failure } = source.collector.status;
      if (!failure || !isFinal(failure)) continue;
      const entry = byKind.get(source.what);
      byKind.set(source.what, { projects: (entry?.projects ?? 0) + 1, message: failure.message });
    }
    const byProject = this.projects !== undefined;
    return [...byKind].map(([what, { projects, message }]) => ({ what, message, ...(byProject && { projects }) }));
  }
}
