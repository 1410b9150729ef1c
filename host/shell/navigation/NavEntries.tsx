import { Divider, NavItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useActiveNamespace } from '../../console-sdk/active-namespace';
import { hrefOf } from './nav-href';
import { labelOf } from './nav-label';
import { isEntryActive, targetOf } from './nav-target';
import type { NavEntry } from './nav-tree';

interface NavEntriesProps {
  entries: readonly NavEntry[];
}

/** Links and separators of the sidebar. */
export const NavEntries = ({ entries }: NavEntriesProps) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [namespace] = useActiveNamespace();
  return entries.map((entry) => {
    const target = targetOf(entry);
    if (!target) return <Divider key={entry.uid} component="li" />;
    return (
      <NavItem key={entry.uid} itemId={entry.properties.id} isActive={isEntryActive(entry, pathname)}>
        <Link to={hrefOf(target, namespace)} {...entry.properties.dataAttributes}>
          {labelOf(nameOf(entry), t)}
        </Link>
      </NavItem>
    );
  });
};

/** A resource item without a name of its own is called like its kind. */
function nameOf({ properties }: NavEntry): string | undefined {
  if ('name' in properties && properties.name) return properties.name;
  return 'model' in properties ? properties.model.kind : undefined;
}
