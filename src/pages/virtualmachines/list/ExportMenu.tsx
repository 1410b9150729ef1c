import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../../components/ui/ActionMenu';
import { toCsv, toJsonRows } from '../../../domain/export-rows';
import type { VmRow } from '../../../domain/inventory/row';
import type { VmColumn } from './columns';

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
  dense: boolean;
  onDense(dense: boolean): void;
  onColumns(): void;
}

/** What else can be done with the table as it stands: its columns, its density, its rows as a file. */
export const ExportMenu = ({ columns, rows, dense, onDense, onColumns }: ExportMenuProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const items = [
    { id: 'columns', group: 'view', icon: 'columns', label: t('Columns'), onSelect: onColumns },
    { id: 'dense', group: 'view', icon: 'list', label: dense ? t('Comfortable rows') : t('Compact rows'), onSelect: () => onDense(!dense) },
    {
      id: 'csv',
      group: 'export',
      icon: 'download',
      label: t('Export as CSV'),
      onSelect: () => download('virtual-machines.csv', 'text/csv', toCsv(columns, rows())),
    },
    {
      id: 'json',
      group: 'export',
      icon: 'download',
      label: t('Export as JSON'),
      onSelect: () => download('virtual-machines.json', 'application/json', toJsonRows(columns, rows())),
    },
  ];
  return <ActionMenu kebab label={t('Table options')} items={items} />;
};
