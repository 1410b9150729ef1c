import { useExtensions } from '@openshift/dynamic-plugin-sdk';
import type { NavExtension } from '@openshift-console/dynamic-plugin-sdk';
import { isNavExtension } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/navigation';
import { Nav, NavList, PageSidebar, PageSidebarBody } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NavEntries } from './NavEntries';
import { NavSectionGroup } from './NavSectionGroup';
import { navTree } from './nav-tree';

const PERSPECTIVE = 'admin';

interface SidebarProps {
  isOpen: boolean;
  /** Called when an item was chosen. */
  onSelect: () => void;
}

/** The navigation plugins contribute. */
export const Sidebar = ({ isOpen, onSelect }: SidebarProps) => {
  const { t } = useTranslation('host');
  const extensions = useExtensions<NavExtension>(isNavExtension);
  const nodes = useMemo(() => navTree(extensions, PERSPECTIVE), [extensions]);
  return (
    <PageSidebar id="page-sidebar" isSidebarOpen={isOpen}>
      <PageSidebarBody>
        <Nav aria-label={t('Navigation')} onSelect={onSelect}>
          <NavList>
            {nodes.map(({ entry, children }) =>
              entry.type === 'console.navigation/section' ? (
                <NavSectionGroup key={entry.uid} section={entry} entries={children} />
              ) : (
                <NavEntries key={entry.uid} entries={[entry]} />
              ),
            )}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
};
