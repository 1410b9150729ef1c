import { Nav, NavItem, NavList } from '@patternfly/react-core';
import { Link } from 'react-router';
import { listPath } from '../../../domain/resources/path';
import { familyOf } from '../registry';
import type { ResourceSpec } from '../resource-spec';
import styles from '../resources.module.css';
import { useTranslate } from '../use-translate';

interface FamilyTabsProps {
  spec: ResourceSpec;
  namespace: string | undefined;
}

/** The lists that belong together, one beside the other. */
export const FamilyTabs = ({ spec, namespace }: FamilyTabsProps) => {
  const t = useTranslate();
  const family = familyOf(spec);
  if (family.length < 2) return null;
  return (
    <Nav variant="horizontal-subnav" aria-label={t('Related lists')} className={styles.tabs}>
      <NavList>
        {family.map((each) => (
          <NavItem key={each.page} itemId={each.page} isActive={each === spec}>
            <Link to={listPath(each.page, each.kind.namespaced, namespace)} data-test={`list-${each.page}`}>
              {each.title(t)}
            </Link>
          </NavItem>
        ))}
      </NavList>
    </Nav>
  );
};
