import { Menu, MenuContent } from '@patternfly/react-core';
import { useEffect, useMemo, useRef } from 'react';
import { useContributed } from '../../../actions/use-contributed';
import { useRowActions } from '../../../actions/use-vm-actions';
import { ActionMenuItems } from '../../../components/ui/ActionMenu';
import type { VmRow } from '../../../domain/inventory/row';
import styles from './list.module.css';

interface ContextMenuProps {
  row: VmRow;
  x: number;
  y: number;
  onClose(): void;
}

const MENU_WIDTH = 320;
const MENU_HEIGHT = 480;

/** The verbs of a row, with those of other plugins: for its kebab and for a right click. The focus comes back when it closes. */
export const ContextMenu = ({ row, x, y, onClose }: ContextMenuProps) => {
  const rows = useMemo(() => [row], [row]);
  const { items, providers } = useContributed(useRowActions(row), rows);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const away = (event: Event) => {
      const outside =
        event instanceof KeyboardEvent
          ? event.key === 'Escape'
          : !menu.current?.contains(event.target instanceof Node ? event.target : null);
      if (outside) onClose();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', away);
    };
  }, [onClose]);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLElement>('button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const place = {
    insetInlineStart: Math.max(0, Math.min(x, window.innerWidth - MENU_WIDTH)),
    insetBlockStart: Math.max(0, Math.min(y, window.innerHeight - MENU_HEIGHT)),
  };
  return (
    <div ref={menu} className={styles.context} style={place} data-test="context-menu">
      {providers}
      <Menu isScrollable onSelect={onClose}>
        <MenuContent maxMenuHeight={`${MENU_HEIGHT}px`}>
          <ActionMenuItems items={items} />
        </MenuContent>
      </Menu>
    </div>
  );
};
