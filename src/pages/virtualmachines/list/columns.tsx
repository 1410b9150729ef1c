import { Label } from '@patternfly/react-core';
import { Link } from 'react-router';
import type { Column } from '../../../components/ui/table/types';
import { VmStatus } from '../../../components/vm/VmStatus';
import { formatAge } from '../../../domain/age';
import { naturalKey } from '../../../domain/inventory/live-view';
import { metricColumns } from '../../../domain/metric-columns';
import type { MetricColumn, MetricId, MetricValues } from '../../../domain/metric-columns';
import type { VmRow } from '../../../domain/inventory/row';
import { vmPath } from '../../../domain/paths';
import { formatBytes } from '../../../domain/quantities';
import { severityOf } from '../../../domain/vm-status';
import type { Translate } from '../../../actions/types';
import styles from './list.module.css';
import { useMetric } from './use-live-metrics';

/** A column of the list, with the text it exports. */
export interface VmColumn extends Column<VmRow> {
  text(row: VmRow): string;
  /** Shown until the person chooses otherwise. */
  standard: boolean;
  /** A live column: its text and order come from Prometheus, see `withValues`. */
  metric?: MetricColumn;
}

interface ColumnSpec {
  title: string;
  text(row: VmRow): string;
  sort?: (row: VmRow) => string | number;
  cell?: (row: VmRow) => React.ReactNode;
  width?: number;
  grow?: number;
  align?: 'end';
  standard?: boolean;
}

function column(id: string, spec: ColumnSpec): VmColumn {
  const { text } = spec;
  return {
    id,
    cell: (row) => <span title={text(row)}>{text(row)}</span>,
    sort: (row) => naturalKey(text(row)),
    standard: false,
    ...spec,
  };
}

const NameCell = ({ row }: { row: VmRow }) => (
  <span className={styles.name}>
    <Link to={vmPath(row)} draggable={false} data-test="vm-link" title={row.name}>
      {row.name}
    </Link>
    {row.kind === 'vmi' && <Label isCompact>VMI</Label>}
  </span>
);

const ConditionsCell = ({ row }: { row: VmRow }) => (
  <span className={styles.labels}>
    {row.conditions.map((each) => (
      <Label key={each.type} isCompact title={each.message || each.reason}>
        {`${each.type}=${each.status}`}
      </Label>
    ))}
  </span>
);

function labelText(row: VmRow): string {
  return Object.entries(row.labels)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join(', ');
}

function placeColumns(t: Translate): VmColumn[] {
  return [
    column('name', {
      title: t('Name'),
      text: (row) => row.name,
      cell: (row) => <NameCell row={row} />,
      width: 150,
      grow: 3,
      standard: true,
    }),
    column('namespace', { title: t('Project'), text: (row) => row.namespace, width: 90, grow: 1, standard: true }),
    column('folder', { title: t('Group'), text: (row) => row.folder, width: 100 }),
    column('status', {
      title: t('Status'),
      text: (row) => row.status,
      sort: (row) => severityOf(row.status) * 1000 + (row.status.charCodeAt(0) || 0),
      cell: (row) => <VmStatus status={row.status} />,
      width: 120,
      grow: 1,
      standard: true,
    }),
    column('conditions', {
      title: t('Conditions'),
      text: (row) => row.conditions.map((each) => `${each.type}=${each.status}`).join(', '),
      sort: (row) => -row.conditions.length,
      cell: (row) => <ConditionsCell row={row} />,
      width: 110,
      grow: 1,
      standard: true,
    }),
    column('node', { title: t('Node'), text: (row) => row.node, width: 80, grow: 1, standard: true }),
    column('ip', { title: t('IP address'), text: (row) => row.ips.join(', '), width: 110, grow: 1, standard: true }),
  ];
}

function ageColumns(t: Translate, locale: string | undefined): VmColumn[] {
  const date = (time: number) => (time === 0 ? '' : new Date(time).toLocaleString(locale));
  return [
    column('created', { title: t('Created'), text: (row) => date(row.created), sort: (row) => row.created || '', width: 170 }),
    column('uptime', {
      title: t('Uptime'),
      text: (row) => (row.started === 0 || row.phase !== 'Running' ? '' : formatAge(row.started)),
      sort: (row) => (row.phase === 'Running' ? -row.started : ''),
      width: 90,
    }),
  ];
}

function machineColumns(t: Translate, locale: string | undefined): VmColumn[] {
  return [
    column('os', { title: t('Operating system'), text: (row) => row.os, width: 150 }),
    column('agent', {
      title: t('Guest agent'),
      text: (row) => (row.agent ? t('Connected') : row.phase === 'Running' ? t('Not connected') : ''),
      width: 120,
    }),
    column('vcpu', {
      title: t('vCPUs'),
      text: (row) => (row.vcpus === 0 ? '' : String(row.vcpus)),
      sort: (row) => row.vcpus || '',
      width: 80,
      align: 'end',
    }),
    column('memory', {
      title: t('Memory'),
      text: (row) => (row.memory === 0 ? '' : formatBytes(row.memory, locale)),
      sort: (row) => row.memory || '',
      width: 100,
      align: 'end',
    }),
    column('runStrategy', { title: t('Run strategy'), text: (row) => row.runStrategy, width: 130 }),
    column('instancetype', { title: t('Instance type'), text: (row) => row.instancetype, width: 130 }),
    column('architecture', { title: t('Architecture'), text: (row) => row.architecture, width: 110 }),
    column('storageClass', { title: t('Storage class'), text: (row) => row.storageClasses.join(', '), width: 130 }),
    column('network', { title: t('Networks'), text: (row) => row.networks.join(', '), width: 130 }),
    column('protected', { title: t('Deletion protection'), text: (row) => (row.deleteProtected ? t('On') : ''), width: 140 }),
    column('labels', { title: t('Labels'), text: labelText, width: 200, grow: 2 }),
  ];
}

/** A machine that stopped keeps its last values in Prometheus for minutes. */
const liveOnly = (row: VmRow, value: number | undefined) => (row.phase === 'Running' ? value : undefined);

const MetricCell = ({ metric, row, locale }: { metric: MetricColumn; row: VmRow; locale: string | undefined }) => {
  const value = liveOnly(row, useMetric(metric.id, row.key));
  return <>{value === undefined ? '' : metric.format(value, locale)}</>;
};

/** A live column with the values of all machines: so it sorts and exports. */
export function withValues(column: VmColumn, values: MetricValues, locale: string | undefined): VmColumn {
  const { metric } = column;
  if (!metric) return column;
  const valueOf = (row: VmRow) => liveOnly(row, values.get(row.key));
  return {
    ...column,
    text: (row) => {
      const value = valueOf(row);
      return value === undefined ? '' : metric.format(value, locale);
    },
    sort: (row) => valueOf(row) ?? '',
  };
}

function liveColumns(t: Translate, locale: string | undefined): VmColumn[] {
  const titles: Record<MetricId, string> = {
    cpuUsage: t('CPU usage'),
    memoryUsage: t('Memory usage'),
    networkUsage: t('Network usage'),
    storageUsage: t('Storage usage'),
  };
  return metricColumns.map((metric) => ({
    id: metric.id,
    title: titles[metric.id],
    text: () => '',
    sort: () => '',
    cell: (row) => <MetricCell metric={metric} row={row} locale={locale} />,
    width: 140,
    align: 'end',
    standard: false,
    metric,
  }));
}

/** Every column there is, in the order of the columns dialog. */
export function vmColumns(t: Translate, locale: string | undefined): VmColumn[] {
  return [...placeColumns(t), ...ageColumns(t, locale), ...machineColumns(t, locale), ...liveColumns(t, locale)];
}
