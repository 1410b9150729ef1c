import { formatBytes } from './quantities';
import { at, records, text } from './read';

export type MetricId = 'cpuUsage' | 'memoryUsage' | 'networkUsage' | 'storageUsage';

/** By `namespace/name`; what has no value is not there. */
export type MetricValues = ReadonlyMap<string, number>;

/** A live column of the list: one query for all rows in sight, or for all machines. */
export interface MetricColumn {
  id: MetricId;
  /** The expression for machines that match a label selector (the inside of the braces; empty: for all). */
  expression(selector: string): string;
  format(value: number, locale: string | undefined): string;
}

const perMachine = 'by (name, namespace)';

/** Metric names are KubeVirt's (docs/observability/metrics.md of kubevirt/monitoring). */
export const metricColumns: readonly MetricColumn[] = [
  {
    id: 'cpuUsage',
    expression: (selector) => `sum(rate(kubevirt_vmi_cpu_usage_seconds_total{${selector}}[5m])) ${perMachine}`,
    format: (value, locale) => `${value.toLocaleString(locale, { maximumFractionDigits: 2 })} vCPU`,
  },
  {
    id: 'memoryUsage',
    expression: (selector) => `sum(kubevirt_vmi_memory_used_bytes{${selector}}) ${perMachine}`,
    format: formatBytes,
  },
  {
    id: 'networkUsage',
    expression: (selector) =>
      `sum(rate(kubevirt_vmi_network_receive_bytes_total{${selector}}[5m])) ${perMachine} + sum(rate(kubevirt_vmi_network_transmit_bytes_total{${selector}}[5m])) ${perMachine}`,
    format: (value, locale) => `${formatBytes(value, locale)}/s`,
  },
  {
    id: 'storageUsage',
    expression: (selector) => `sum(max(kubevirt_vmi_filesystem_used_bytes{${selector}}) by (name, namespace, disk_name)) ${perMachine}`,
    format: formatBytes,
  },
];

const quoteRegex = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\\\$&');

/** Selects the machines of these keys: names and projects are alternatives, so that one query serves all. */
export function selectorOf(keys: readonly string[]): string {
  const parts = keys.map((key) => key.split('/'));
  const alternatives = (index: number) => [...new Set(parts.map((part) => part[index] ?? ''))].sort().map(quoteRegex).join('|');
  return `namespace=~"${alternatives(0)}",name=~"${alternatives(1)}"`;
}

/** Values by `namespace/name` of an instant query; NaN and what is no number is left out. */
export function readVector(answer: unknown): MetricValues {
  const values = new Map<string, number>();
  for (const sample of records(answer, 'data', 'result')) {
    const pair = at(sample, 'value');
    const value = Array.isArray(pair) ? Number(pair[1]) : Number.NaN;
    const name = text(sample, 'metric', 'name');
    if (name !== '' && Number.isFinite(value)) values.set(`${text(sample, 'metric', 'namespace')}/${name}`, value);
  }
  return values;
}
