import { useExtensions } from '@openshift/dynamic-plugin-sdk';
import type { CodeRef } from '@openshift/dynamic-plugin-sdk';
import type { RoutePage, StandaloneRoutePage } from '@openshift-console/dynamic-plugin-sdk';
import { isRoutePage, isStandaloneRoutePage } from '@openshift-console/dynamic-plugin-sdk/lib/extensions/pages';
import { useMemo } from 'react';
import type { ComponentType } from 'react';

export interface PageRoute {
  path: string;
  uid: string;
  load: CodeRef<ComponentType>;
}

interface RouteExtension {
  uid: string;
  properties: { path: string | string[]; exact?: boolean; component: CodeRef<ComponentType> };
}

/** One route per path of each extension; a path that need not match exactly takes everything below it as well. */
export function routesOf(extensions: readonly RouteExtension[]): PageRoute[] {
  return extensions.flatMap(({ uid, properties }) =>
    [properties.path].flat().map((path) => ({
      path: properties.exact ? path : `${path.replace(/\/$/, '')}/*`,
      uid,
      load: properties.component,
    })),
  );
}

/** The routes of `console.page/route`, shown inside the shell. */
export function usePageRoutes(): PageRoute[] {
  const extensions = useExtensions<RoutePage>(isRoutePage);
  return useMemo(() => routesOf(extensions), [extensions]);
}

/** The routes of `console.page/route/standalone`, shown alone in the window. */
export function useStandaloneRoutes(): PageRoute[] {
  const extensions = useExtensions<StandaloneRoutePage>(isStandaloneRoutePage);
  return useMemo(() => routesOf(extensions), [extensions]);
}
