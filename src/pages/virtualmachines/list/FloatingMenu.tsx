import { Menu, MenuContent } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { ActionMenuItems } from '../../../components/ui/ActionMenu';
import type { MenuEntry } from '../../../components/ui/ActionMenu';
import styles from './list.module.css';

interface FloatingMenuProps {
  items: readonly MenuEntry[];
  x: number;
  y: number;
  /** What other plugins need in the page to name their entries. */
  children?: ReactNode;
  onClose(): void;
}

const MENU_WIDTH = 320;
const MENU_HEIGHT = 480;
const ENTRY_HEIGHT = 48;

/** A menu at a place of the window, closed by Escape or a press elsewhere. The focus comes back when it closes. */
export const FloatingMenu = ({ items, x, y, children, onClose }: FloatingMenuProps) => {
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
  const height = Math.min(MENU_HEIGHT, ENTRY_HEIGHT * items.length);
  const place = {
    insetInlineStart: Math.max(0, Math.min(x, window.innerWidth - MENU_WIDTH)),
    insetBlockStart: Math.max(0, Math.min(y, window.innerHeight - height)),
  };
  return (
    <div ref={menu} className={styles.context} style={place} data-test="context-menu">
      {children}
      <Menu isScrollable onSelect={onClose}>
        <MenuContent maxMenuHeight={`${MENU_HEIGHT}px`}>
          <ActionMenuItems items={items} />
        </MenuContent>
      </Menu>
    </div>
  );
};
