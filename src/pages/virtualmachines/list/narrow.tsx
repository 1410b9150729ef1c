import { Link } from 'react-router';
import { VmStatus } from '../../../components/vm/VmStatus';
import type { VmRow } from '../../../domain/inventory/row';
import { vmPath } from '../../../domain/paths';
import type { VmColumn } from './columns';
import styles from './list.module.css';

const collapsed = ['namespace', 'node', 'ip', 'memory', 'vcpu', 'os'];

const NarrowCell = ({ row, details }: { row: VmRow; details: readonly string[] }) => (
  <span className={styles.narrow}>
    <Link to={vmPath(row)} data-test="vm-link">
      {row.name}
    </Link>
    <span className={styles.narrowDetails}>
      <VmStatus status={row.status} />
      {details.join(' · ')}
    </span>
  </span>
);

/** On a narrow screen the other columns move below the name. */
export function narrowColumns(columns: readonly VmColumn[]): VmColumn[] {
  const name = columns.find((column) => column.id === 'name');
  if (!name) return [...columns];
  const below = columns.filter((column) => collapsed.includes(column.id));
  return [
    {
      ...name,
      width: 120,
      cell: (row) => <NarrowCell row={row} details={below.map((column) => column.text(row)).filter((text) => text !== '')} />,
    },
  ];
}
