import { useExtensions } from '@openshift/dynamic-plugin-sdk';
import type { HrefNavItem } from '@openshift-console/dynamic-plugin-sdk';
import { isHrefNavItem } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/navigation';
import { Navigate } from 'react-router';
import { useActiveNamespace } from '../../console-sdk/active-namespace';
import { hrefOf } from '../navigation/nav-href';
import { NotFoundPage } from '../NotFoundPage';
import { usePageRoutes } from './page-routes';

/** Where the plugin for virtual machines receives visitors. */
const PREFERRED = '/k8s/virtualization-landing';

/** `/` leads to the landing page where there is one, else to the first page in the navigation. */
export const Landing = () => {
  const [namespace] = useActiveNamespace();
  const routes = usePageRoutes();
  const [first] = useExtensions<HrefNavItem>(isHrefNavItem);
  if (routes.some((each) => each.path === PREFERRED)) return <Navigate to={PREFERRED} replace />;
  return first ? <Navigate to={hrefOf(first.properties, namespace)} replace /> : <NotFoundPage />;
};
