import { DropdownGroup, DropdownItem, DropdownList } from '@patternfly/react-core';
import QuestionCircleIcon from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import { useTranslation } from 'react-i18next';
import type { ServerFlags } from '../../loader/server-flags';
import { MastheadMenu } from './MastheadMenu';

interface HelpMenuProps {
  flags: ServerFlags;
  onQuickStarts: () => void;
}

/** Quick starts, documentation where the server names one, and the version. */
export const HelpMenu = ({ flags, onQuickStarts }: HelpMenuProps) => {
  const { t } = useTranslation('host');
  return (
    <MastheadMenu label={t('Help')} test="help-menu" icon={<QuestionCircleIcon />}>
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
    </MastheadMenu>
  );
};
