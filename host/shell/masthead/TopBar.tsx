import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ServerFlags } from '../../loader/server-flags';
import { HelpMenu } from './HelpMenu';
import { PreferencesMenu } from './PreferencesMenu';
import { ProjectSelector } from './ProjectSelector';
import styles from './TopBar.module.css';
import { UserMenu } from './UserMenu';

interface TopBarProps {
  flags: ServerFlags;
  isNavOpen: boolean;
  onToggleNav: () => void;
  onQuickStarts: () => void;
}

/** The bar over every page. */
export const TopBar = ({ flags, isNavOpen, onToggleNav, onQuickStarts }: TopBarProps) => {
  const { t } = useTranslation('host');
  return (
    <Masthead>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            isHamburgerButton
            aria-label={t('Navigation')}
            isSidebarOpen={isNavOpen}
            onSidebarToggle={onToggleNav}
            id="nav-toggle"
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={(props) => <Link {...props} to="/" className={styles.brand} />}>
            {flags.customProductName}
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarItem className={styles.project}>
              <ProjectSelector />
            </ToolbarItem>
            <ToolbarGroup variant="action-group-plain" align={{ default: 'alignEnd' }}>
              <ToolbarItem>
                <PreferencesMenu />
              </ToolbarItem>
              <ToolbarItem>
                <HelpMenu flags={flags} onQuickStarts={onQuickStarts} />
              </ToolbarItem>
            </ToolbarGroup>
            <ToolbarItem>
              <UserMenu />
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
};
