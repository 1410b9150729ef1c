import { listableKinds, visibleProjects } from './projects';
import type { Follow } from '../list-watch';
import { openSource, sourceKinds } from './sources';
import type { Source, SourceContext, SourceKind } from './sources';

/** Browsers allow some 250 sockets to a host, shared by all tabs and lists: one inventory takes no more than these. */
const MOST_SOCKETS = 120;
const POLL_MS = 30_000;
const SLOW_POLL_MS = 120_000;
/** A machine's change is followed by changes of its instance: asked for together. */
const SETTLE_MS = 1000;
const PROJECTS_AT_ONCE = 6;
/** A project's machines come in one answer as a rule. */
const PAGES = [500, 1000];

/**
 * The inventory of someone who may not list everywhere, put together from the projects where they may. Few projects are
 * watched whole. Of many only the machines are watched: an event there says when to look at the instances again. Beyond the
 * sockets there are, machines are listed again from time to time.
 */
export class ProjectSources {
  readonly sources: Source[] = [];
  /** In how many projects a kind may not be listed. */
  readonly unlisted = new Map<SourceKind, number>();
  private readonly projects: string[] = [];
  private allKnown: () => void = () => undefined;
  private readonly known = new Promise<void>((done) => (this.allKnown = done));

  constructor(
    private readonly context: SourceContext,
    private readonly signal: AbortSignal,
  ) {}

  /** Projects whose machines may be listed. */
  get count(): number {
    return this.projects.length;
  }

  /** Asks where the person may look, and opens those projects as the answers come. */
  async open(): Promise<void> {
    const waiting = await visibleProjects(this.signal);
    const worker = async () => {
      for (let name = waiting.shift(); name !== undefined && !this.signal.aborted; name = waiting.shift()) {
        const kinds = await listableKinds(name, this.signal);
        if (!this.signal.aborted) this.openProject(name, kinds);
      }
    };
    await Promise.all(Array.from({ length: PROJECTS_AT_ONCE }, worker));
    this.context.joiner.keepOnly(new Set(this.projects));
    this.allKnown();
  }

  private openProject(name: string, kinds: readonly SourceKind[]): void {
    for (const kind of sourceKinds) if (!kinds.includes(kind)) this.unlisted.set(kind, (this.unlisted.get(kind) ?? 0) + 1);
    if (!kinds.includes('virtualmachines')) return;
    const place = this.projects.push(name) - 1;
    const others: Source[] = [];
    const event = this.settled(() => others.forEach((source) => this.isCrowded() && source.watch.restart()));
    const follow = () => this.known.then((): Follow => (this.isCrowded() && place >= MOST_SOCKETS ? POLL_MS : 'watch'));
    const machines = openSource('virtualmachines', name, { ...this.context, event }, { follow, pages: PAGES });
    for (const kind of kinds) if (kind !== 'virtualmachines') others.push(this.openOther(kind, name));
    this.sources.push(machines, ...others);
    this.context.changed();
  }

  private openOther(kind: SourceKind, name: string): Source {
    const follow = () => this.known.then((): Follow => (this.isCrowded() ? SLOW_POLL_MS : 'watch'));
    return openSource(kind, name, this.context, { follow, pages: PAGES });
  }

  private isCrowded(): boolean {
    return this.sources.length > MOST_SOCKETS;
  }

  /** Calls `act` once for all that happens within a moment. */
  private settled(act: () => void): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.signal.addEventListener('abort', () => clearTimeout(timer));
    return () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        act();
      }, SETTLE_MS);
    };
  }
}
