import type { ReactNode } from 'react';
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

const FoldedCell = ({ name, details }: { name: ReactNode; details: string }) => (
  <span className={styles.narrow}>
    {name}
    <span className={styles.folded} title={details}>
      {details}
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

/** The columns without some, whose text stands below the name. */
export function foldColumns(columns: readonly VmColumn[], moved: readonly string[]): readonly VmColumn[] {
  if (moved.length === 0) return columns;
  const below = columns.filter((column) => moved.includes(column.id));
  const details = (row: VmRow) => below.map((column) => column.text(row)).filter((text) => text !== '').join(' · ');
  return columns
    .filter((column) => !moved.includes(column.id))
    .map((column) => (column.id === 'name' ? { ...column, cell: (row) => <FoldedCell name={column.cell(row)} details={details(row)} /> } : column));
}
