import type { Logger } from '../lib/logger';
import { createMetrics, type Metrics, type MetricsOptions } from './metrics';
import { startPrometheus } from './prometheus';

/** With more machines than this a scrape is so long that it is done more seldom. */
const MANY_SERIES_SECONDS = 60;
const FEW_SERIES_SECONDS = 15;

export interface MonitoringOptions extends MetricsOptions {
  /** Of Prometheus. */
  folder: string;
  /** `host:port` of the page, which serves `/metrics`. */
  target: string;
  manyMachines: boolean;
  /** Somebody else's Prometheus is used. */
  external: boolean;
  logger: Logger;
}

export interface Monitoring extends Pick<Metrics, 'serve'> {
  /** URL of the Prometheus that was started. */
  prometheus?: string;
  stop(): Promise<void>;
}

/** Metrics of the cluster and, where it is installed, a Prometheus that collects them. */
export async function startMonitoring(options: MonitoringOptions): Promise<Monitoring> {
  const { manyMachines, external, ...rest } = options;
  const metrics = createMetrics(options);
  const scrapeSeconds = manyMachines ? MANY_SERIES_SECONDS : FEW_SERIES_SECONDS;
  const prometheus = external ? undefined : await startPrometheus({ ...rest, scrapeSeconds, logger: options.logger.child('prometheus') });
  return {
    serve: metrics.serve,
    ...(prometheus ? { prometheus: prometheus.url } : {}),
    async stop() {
      metrics.stop();
      await prometheus?.stop();
    },
  };
}
