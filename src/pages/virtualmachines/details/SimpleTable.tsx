import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import classes from './details.module.css';

interface SimpleColumn<Row> {
  title: string;
  cell(row: Row): ReactNode;
}

interface SimpleTableProps<Row> {
  label: string;
  columns: readonly SimpleColumn<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
}

/** A table of a few rows; on a narrow screen each row becomes a list. */
export function SimpleTable<Row>({ label, columns, rows, rowKey }: SimpleTableProps<Row>) {
  return (
    <div className={classes.tableWrap}>
      <Table aria-label={label} variant="compact">
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Th key={column.title}>{column.title}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={rowKey(row)}>
              {columns.map((column) => (
                <Td key={column.title} dataLabel={column.title}>
                  {column.cell(row)}
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
