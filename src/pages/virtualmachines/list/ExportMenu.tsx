import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { toCsv, toJsonRows } from '../../../domain/export-rows';
import type { VmRow } from '../../../domain/inventory/row';
import { withValues } from './columns';
import type { VmColumn } from './columns';
import type { LiveMetrics } from './live-metrics';

function download(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

interface ExportMenuProps {
  columns: readonly VmColumn[];
  /** The rows as they are when a file is asked for. */
  rows(): readonly VmRow[];
  metrics: LiveMetrics;
  dense: boolean;
  onDense(dense: boolean): void;
  onColumns(): void;
}

/** What else can be done with the table as it stands: its columns, its density, its rows as a file. */
export const ExportMenu = ({ columns, rows, metrics, dense, onDense, onColumns }: ExportMenuProps) => {
  const { t, i18n } = useTranslation('plugin__virtdeck');
  /** Live columns know the rows in sight only: a file has the values of all. */
  const complete = async (): Promise<VmColumn[]> => {
    const live = columns.flatMap((column) => column.metric ?? []);
    if (live.length === 0) return [...columns];
    const values = await metrics.all(live);
    return columns.map((column) => withValues(column, (column.metric && values.get(column.metric.id)) ?? new Map(), i18n.language));
  };
  const save = async (name: string, type: string, write: typeof toCsv<VmRow>) => download(name, type, write(await complete(), rows()));
  const items = [
    { id: 'columns', group: 'view', icon: 'columns', label: t('Columns'), onSelect: onColumns },
    { id: 'dense', group: 'view', icon: 'list', label: dense ? t('Comfortable rows') : t('Compact rows'), onSelect: () => onDense(!dense) },
    {
      id: 'csv',
      group: 'export',
      icon: 'download',
      label: t('Export as CSV'),
      onSelect: () => void save('virtual-machines.csv', 'text/csv', toCsv),
    },
    {
      id: 'json',
      group: 'export',
      icon: 'download',
      label: t('Export as JSON'),
      onSelect: () => void save('virtual-machines.json', 'application/json', toJsonRows),
    },
  ];
  return <ActionMenu kebab label={t('Table options')} items={items} />;
};
