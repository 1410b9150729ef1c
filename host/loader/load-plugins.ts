import { PluginEventType } from '@openshift/dynamic-plugin-sdk';
import type { PluginManifest, PluginStoreInterface } from '@openshift/dynamic-plugin-sdk';
import { failuresOf } from './plugin-failures';
import type { PluginFailure } from './plugin-failures';

export interface PluginLoad {
  failures: readonly PluginFailure[];
  /** Every plugin is loaded, has failed, or waits for one that will not come. */
  settled: boolean;
}

type FetchManifest = (name: string) => Promise<PluginManifest>;

/** Loads the named plugins and keeps what went wrong, so that the page can say it. An external store for React. */
export class PluginLoading {
  private readonly listeners = new Set<() => void>();
  private readonly rejected: PluginFailure[] = [];
  private begun = false;
  private current: PluginLoad = { failures: [], settled: false };

  constructor(
    private readonly store: PluginStoreInterface,
    private readonly fetchManifest: FetchManifest,
  ) {
    store.subscribe([PluginEventType.PluginInfoChanged], () => this.refresh());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): PluginLoad => this.current;

  /** Resolves when every manifest has been read; the loading itself goes on and is told through `subscribe`. */
  async start(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.begin(name)));
    this.begun = true;
    this.refresh();
  }

  private async begin(name: string): Promise<void> {
    try {
      const manifest = await this.fetchManifest(name);
      if (manifest.name !== name) throw new Error(`its manifest is that of ${JSON.stringify(manifest.name)}`);
      this.store.loadPlugin(manifest).catch((error: unknown) => this.reject(name, error));
    } catch (error) {
      this.reject(name, error);
    }
  }

  private reject(name: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`Plugin ${name} was rejected: ${reason}`);
    this.rejected.push({ name, kind: 'manifest', reason });
    this.refresh();
  }

  private refresh(): void {
    const plugins = this.store.getPluginInfo();
    const failures = this.begun ? [...this.rejected, ...failuresOf(plugins)] : this.rejected.slice();
    const stuck = new Set(failures.map((each) => each.name));
    const settled = this.begun && plugins.every((each) => each.status !== 'pending' || stuck.has(each.manifest.name));
    this.current = { failures, settled };
    for (const each of this.listeners) each();
  }
}
