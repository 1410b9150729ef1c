import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { MetricId, MetricValues } from '../../../domain/metric-columns';
import { queryPrometheus } from '../../../k8s/prometheus';
import { LiveMetrics } from './live-metrics';
import type { MetricsFailure } from './live-metrics';

export const LiveMetricsContext = createContext<LiveMetrics | undefined>(undefined);

const nothing = () => () => undefined;

/** One cell's value; only cells in sight subscribe. */
export function useMetric(column: MetricId, key: string): number | undefined {
  const metrics = useContext(LiveMetricsContext);
  return useSyncExternalStore(metrics?.subscribe ?? nothing, () => metrics?.value(column, key));
}

/** The metrics of a list, for as long as it is shown, and the values it is sorted by. */
export function useLiveMetrics(namespace: string | undefined, sortedBy: string): [LiveMetrics, MetricValues] {
  const metrics = useMemo(() => new LiveMetrics((expression, signal) => queryPrometheus(expression, namespace, signal)), [namespace]);
  useEffect(() => () => metrics.close(), [metrics]);
  useEffect(() => metrics.sortBy(sortedBy), [metrics, sortedBy]);
  return [metrics, useSyncExternalStore(metrics.subscribe, metrics.sortValues)];
}

/** Why there are no live figures now. */
export function useMetricsFailure(metrics: LiveMetrics): MetricsFailure | undefined {
  return useSyncExternalStore(metrics.subscribe, metrics.failure);
}
