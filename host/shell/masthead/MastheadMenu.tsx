import { Dropdown, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';
import type { ReactNode } from 'react';

interface MastheadMenuProps {
  /** Names the toggle for who cannot see its icon. */
  label: string;
  test: string;
  icon: ReactNode;
  /** Beside the icon. */
  text?: ReactNode;
  children: ReactNode;
}

/** A menu of the masthead: an icon that opens it, and what it holds. */
export const MastheadMenu = ({ label, test, icon, text, children }: MastheadMenuProps) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right', appendTo: 'inline' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant={text === undefined ? 'plain' : 'plainText'}
          aria-label={label}
          data-test={test}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={icon}
        >
          {text}
        </MenuToggle>
      )}
    >
      {children}
    </Dropdown>
  );
};
