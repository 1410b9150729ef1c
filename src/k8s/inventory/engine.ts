import { systemClock } from '../../domain/clock';
import { isFinal, toFailure } from '../api-error';
import { FrameBatch } from '../frame-batch';
import type { ApiFailure } from '../types';
import { Joiner } from './joiner';
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
  private readonly batch = new FrameBatch(() => this.speak());
  private projects: number | undefined;
  private unlisted = new Map<SourceKind, number>();
  private failure: ApiFailure | undefined;
  private searching = false;

  constructor(
    private readonly scope: InventoryScope,
    private readonly post: (delta: InventoryDelta) => void,
  ) {
    this.openAll();
  }

  retry(): void {
    this.failure = undefined;
    if (this.projects !== undefined || this.sources.length === 0) {
      this.closeSources();
      this.projects = undefined;
      this.openAll();
    } else {
      for (const source of this.sources) source.watch.restart();
    }
  }

  close(): void {
    this.batch.cancel();
    this.closeSources();
  }

  private closeSources(): void {
    this.abort.abort();
    this.abort = new AbortController();
    for (const source of this.sources) source.watch.close();
    this.sources = [];
  }

  private context(): SourceContext {
    return { joiner: this.joiner, changed: () => this.onChange(), now: systemClock.now };
  }

  private openAll(): void {
    const context = this.context();
    this.sources = sourceKinds.map((kind) => openSource(kind, this.scope.namespace, context));
  }

  private onChange(): void {
    if (this.refusedClusterWide()) void this.goByProject();
    this.batch.request();
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
      if (!signal.aborted) this.batch.request();
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
    this.batch.request();
  }

  private speak(): void {
    this.post({ ...this.joiner.take(), state: this.state() });
  }

  private state(): InventoryState {
    const machines = this.sources.filter((source) => source.what === 'virtualmachines').map((source) => source.collector.status);
    const all = this.sources.map((source) => source.collector.status);
    const searchDone = !this.searching;
    const loaded = machines.some((each) => each.loaded) || (this.projects === 0 && searchDone);
    const stale = all.flatMap((each) => each.staleSince ?? []);
    const failure = this.failure ?? (loaded || this.searching ? undefined : machines.find((each) => each.failure)?.failure);
    return {
      loaded,
      complete: searchDone && all.every((each) => each.complete || (each.failure !== undefined && isFinal(each.failure))),
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
