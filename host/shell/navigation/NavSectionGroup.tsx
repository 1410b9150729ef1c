import type { NavSection } from '@openshift-console/dynamic-plugin-sdk';
import { NavExpandable } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useUserPreference } from '../../console-sdk/user-preference';
import { NavEntries } from './NavEntries';
import { labelOf } from './nav-label';
import { isEntryActive } from './nav-target';
import type { NavEntry } from './nav-tree';

interface NavSectionGroupProps {
  section: NavSection;
  entries: readonly NavEntry[];
}

/** A section that can be folded; open until the user folds it. One without a name only groups. */
export const NavSectionGroup = ({ section: { properties }, entries }: NavSectionGroupProps) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useUserPreference(`host.nav.${properties.id}`, true);
  if (entries.length === 0) return null;
  if (!properties.name) return <NavEntries entries={entries} />;
  return (
    <NavExpandable
      id={`nav-${properties.id}`}
      title={labelOf(properties.name, t)}
      isExpanded={isOpen}
      isActive={entries.some((each) => isEntryActive(each, pathname))}
      onExpand={(_event, next) => setOpen(next)}
      buttonProps={{ ...properties.dataAttributes }}
    >
      <NavEntries entries={entries} />
    </NavExpandable>
  );
};
