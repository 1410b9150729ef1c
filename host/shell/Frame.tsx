import { Banner, Page, SkipToContent } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { rememberNamespace } from '../console-sdk/active-namespace';
import { namespaceOf } from '../console-sdk/namespaced-paths';
import type { ServerFlags } from '../loader/server-flags';
import { isSimulated } from '../loader/server-flags';
import styles from './Frame.module.css';
import { HelpPanel } from './help/HelpPanel';
import { TopBar } from './masthead/TopBar';
import { Sidebar } from './navigation/Sidebar';
import { PluginFailures } from './PluginFailures';
import { PageRoutes } from './routes/PageRoutes';

/** PatternFly lays the sidebar over the page below this width. */
const WIDE = '(min-width: 75rem)';
const MAIN = 'content-scrollable';

/** The page has a base address, so following `#…` would leave it. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById(MAIN)?.focus();
}

interface FrameProps {
  flags: ServerFlags;
}

/** Masthead, sidebar, page, and the help panel beside it. */
export const Frame = ({ flags }: FrameProps) => {
  const { t } = useTranslation('host');
  const { pathname } = useLocation();
  const [isNavOpen, setNavOpen] = useState(() => window.matchMedia(WIDE).matches);
  const [isHelpOpen, setHelpOpen] = useState(false);

  useEffect(() => {
    const namespace = namespaceOf(pathname);
    if (namespace !== undefined) rememberNamespace(namespace);
  }, [pathname]);

  useEffect(() => {
    const wide = window.matchMedia(WIDE);
    const follow = (): void => setNavOpen(wide.matches);
    wide.addEventListener('change', follow);
    return () => wide.removeEventListener('change', follow);
  }, []);

  const closeOverlay = (): void => {
    if (!window.matchMedia(WIDE).matches) setNavOpen(false);
  };

  return (
    <Page
      className={styles.page}
      mainContainerId={MAIN}
      isContentFilled
      masthead={
        <TopBar
          flags={flags}
          isNavOpen={isNavOpen}
          onToggleNav={() => setNavOpen(!isNavOpen)}
          onQuickStarts={() => setHelpOpen(true)}
        />
      }
      sidebar={<Sidebar isOpen={isNavOpen} onSelect={closeOverlay} />}
      skipToContent={
        <SkipToContent href={`#${MAIN}`} onClick={skipToContent}>
          {t('Skip to content')}
        </SkipToContent>
      }
      isNotificationDrawerExpanded={isHelpOpen}
      drawerDefaultSize="30rem"
      drawerMinSize="20rem"
      notificationDrawer={<HelpPanel isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />}
    >
      {isSimulated(flags) && (
        <Banner isSticky color="yellow" data-test="simulation">
          {t('This is a simulation: no guest really runs.')}
        </Banner>
      )}
      <PluginFailures />
      <div id="content" className={styles.content}>
        <PageRoutes />
      </div>
    </Page>
  );
};
