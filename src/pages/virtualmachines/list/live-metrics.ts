import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { metricColumns, readVector, selectorOf } from '../../../domain/metric-columns';
import type { MetricColumn } from '../../../domain/metric-columns';
import { queryPrometheus } from '../../../k8s/prometheus';

/** Metrics have no watch: they are asked for again as often as they are scraped. */
const REFRESH_MS = 15_000;
/** Scrolling settles before the rows in sight are asked for. */
const SETTLE_MS = 250;

type Values = ReadonlyMap<string, number>;
const none: Values = new Map();

/** The latest values of the rows in sight, by column. Nothing breaks without Prometheus: cells stay empty. */
export class LiveMetrics {
  private values = new Map<MetricColumn['id'], Values>();
  private readonly listeners = new Set<() => void>();
  private keys: readonly string[] = [];
  private columns: readonly MetricColumn[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private abort = new AbortController();

  constructor(private readonly namespace: string | undefined) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  value(column: MetricColumn['id'], key: string): number | undefined {
    return this.values.get(column)?.get(key);
  }

  /** Says which columns are shown; those that are not cost nothing. */
  show(ids: readonly string[]): void {
    this.columns = metricColumns.filter((column) => ids.includes(column.id));
    this.soon(0);
  }

  /** Says which rows are in sight. */
  look(keys: readonly string[]): void {
    if (keys.join() === this.keys.join()) return;
    this.keys = keys;
    this.soon(SETTLE_MS);
  }

  close(): void {
    clearTimeout(this.timer);
    this.abort.abort();
  }

  private soon(pause: number): void {
    clearTimeout(this.timer);
    if (this.columns.length > 0 && this.keys.length > 0) this.timer = setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    this.abort.abort();
    const { signal } = (this.abort = new AbortController());
    if (!document.hidden) {
      const selector = selectorOf(this.keys);
      await Promise.all(this.columns.map((column) => this.askOne(column, selector, signal)));
    }
    if (signal.aborted) return;
    for (const listener of this.listeners) listener();
    this.soon(REFRESH_MS);
  }

  private async askOne(column: MetricColumn, selector: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await queryPrometheus(column.expression(selector), this.namespace, signal);
      if (!signal.aborted) this.values.set(column.id, readVector(answer));
    } catch {
      // Prometheus is absent, refuses or is slow: an old value would be a lie.
      if (!signal.aborted) this.values.set(column.id, none);
    }
  }
}

export const LiveMetricsContext = createContext<LiveMetrics | undefined>(undefined);

const nothing = () => () => undefined;

/** One cell's value; only cells in sight subscribe. */
export function useMetric(column: MetricColumn['id'], key: string): number | undefined {
  const metrics = useContext(LiveMetricsContext);
  return useSyncExternalStore(metrics?.subscribe ?? nothing, () => metrics?.value(column, key));
}

/** The metrics of a list, for as long as it is shown. */
export function useLiveMetrics(namespace: string | undefined, columns: readonly { id: string }[]): LiveMetrics {
  const metrics = useMemo(() => new LiveMetrics(namespace), [namespace]);
  useEffect(() => metrics.show(columns.map((column) => column.id)), [metrics, columns]);
  useEffect(() => () => metrics.close(), [metrics]);
  return metrics;
}
