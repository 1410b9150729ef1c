import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './Icon';

/** A menu entry ready to show; `src/actions` makes these. */
export interface MenuEntry {
  id: string;
  group: string;
  icon: string;
  label: string;
  /** Why not: the entry stays visible and says so. */
  disabledReason?: string | undefined;
  danger?: boolean;
  shortcut?: string;
  onSelect(): void;
}

/** The entries of a menu, a line between groups. Disabled entries keep focus so that their reason can be read. */
export const ActionMenuItems = ({ items }: { items: readonly MenuEntry[] }) => (
  <DropdownList>
    {items.map((item, index) => (
      <Fragment key={item.id}>
        {index > 0 && items[index - 1]?.group !== item.group && <Divider component="li" />}
        <DropdownItem
          data-test={`action-${item.id}`}
          icon={<Icon name={item.icon} />}
          isDanger={item.danger === true && item.disabledReason === undefined}
          isAriaDisabled={item.disabledReason !== undefined}
          description={item.disabledReason}
          onClick={item.onSelect}
        >
          {item.label} {item.shortcut !== undefined && <kbd aria-hidden="true">{item.shortcut}</kbd>}
        </DropdownItem>
      </Fragment>
    ))}
  </DropdownList>
);

/** Out of what would clip it, but within the page's landmark: who goes by landmarks must find it. */
const landmark = (): HTMLElement => document.querySelector<HTMLElement>('main') ?? document.body;

interface ActionMenuProps {
  items: readonly MenuEntry[];
  /** Names the toggle; its text as well unless `kebab`. */
  label: string;
  kebab?: boolean;
  variant?: 'primary' | 'secondary';
  /** Shown while `items` is empty. */
  placeholder?: ReactNode;
  isDisabled?: boolean;
  onOpenChange?(open: boolean): void;
}

/** A button that opens a list of actions. */
export const ActionMenu = ({
  items,
  label,
  kebab = false,
  variant = 'secondary',
  placeholder,
  isDisabled = false,
  onOpenChange,
}: ActionMenuProps) => {
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={change}
      onSelect={() => change(false)}
      isScrollable
      maxMenuHeight="min(32rem, 60vh)"
      popperProps={{ position: 'right', appendTo: landmark }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant={kebab ? 'plain' : variant}
          aria-label={label}
          isExpanded={open}
          isDisabled={isDisabled}
          onClick={() => change(!open)}
        >
          {kebab ? <Icon name="kebab" /> : label}
        </MenuToggle>
      )}
    >
      {items.length === 0 && placeholder !== undefined ? placeholder : <ActionMenuItems items={items} />}
    </Dropdown>
  );
};
