import { useMemo } from 'react';
import { useContributed } from '../../../actions/use-contributed';
import { useRowActions } from '../../../actions/use-vm-actions';
import type { VmRow } from '../../../domain/inventory/row';
import { FloatingMenu } from './FloatingMenu';

interface ContextMenuProps {
  row: VmRow;
  x: number;
  y: number;
  onClose(): void;
}

/** The verbs of a row, with those of other plugins: for its kebab and for a right click. */
export const ContextMenu = ({ row, x, y, onClose }: ContextMenuProps) => {
  const rows = useMemo(() => [row], [row]);
  const { items, providers } = useContributed(useRowActions(row), rows);
  return (
    <FloatingMenu items={items} x={x} y={y} onClose={onClose}>
      {providers}
    </FloatingMenu>
  );
};
