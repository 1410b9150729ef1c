import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyCombinations } from '../vnc/key-combinations';
import type { KeyCombination } from '../vnc/key-combinations';

/** Keys that the browser or the desktop keeps for itself. */
export function SendKeyMenu({ disabled, onSend }: { disabled: boolean; onSend(combination: KeyCombination): void }) {
  const { t } = useTranslation('plugin__virtdeck');
  const [open, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      isScrollable
      popperProps={{ appendTo: 'inline' }}
      toggle={(toggle) => (
        <MenuToggle ref={toggle} isDisabled={disabled} isExpanded={open} onClick={() => setOpen(!open)}>
          {t('Send key')}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {keyCombinations.map((combination) => (
          <DropdownItem
            key={combination.id}
            onClick={() => {
              setOpen(false);
              onSend(combination);
            }}
          >
            {combination.label}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
