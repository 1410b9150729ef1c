import { Dropdown, DropdownGroup, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import QuestionCircleIcon from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerFlags } from '../../loader/server-flags';

interface HelpMenuProps {
  flags: ServerFlags;
  onQuickStarts: () => void;
}

/** Quick starts, documentation where the server names one, and the version. */
export const HelpMenu = ({ flags, onQuickStarts }: HelpMenuProps) => {
  const { t } = useTranslation('host');
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
          variant="plain"
          aria-label={t('Help')}
          data-test="help-menu"
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          icon={<QuestionCircleIcon />}
        />
      )}
    >
      <DropdownGroup label={t('Version {{version}}', { version: flags.consoleVersion })} labelHeadingLevel="h2">
        <DropdownList>
          <DropdownItem onClick={onQuickStarts} data-test="quick-starts">
            {t('Quick starts')}
          </DropdownItem>
          {flags.documentationBaseURL && (
            <DropdownItem to={flags.documentationBaseURL} isExternalLink>
              {t('Documentation')}
            </DropdownItem>
          )}
        </DropdownList>
      </DropdownGroup>
    </Dropdown>
  );
};
