import { useCallback } from 'react';
import { matchPath, Route, Routes } from 'react-router';
import { KnownPathsProvider } from '../../console-sdk/known-paths';
import { NotFoundPage } from '../NotFoundPage';
import { Landing } from './Landing';
import { usePageRoutes } from './page-routes';
import { PluginPage } from './PluginPage';
import { RESOURCE_DETAILS_PATHS, RESOURCE_LIST_PATHS, ResourceRoute } from './ResourceRoute';

/** Everything that can stand in the content area. */
export const PageRoutes = () => {
  const routes = usePageRoutes();
  const isKnown = useCallback((path: string) => routes.some((each) => matchPath(each.path, path)), [routes]);
  return (
    <KnownPathsProvider value={isKnown}>
      <Routes>
        <Route path="/" element={<Landing />} />
        {routes.map(({ path, uid, load }) => (
          <Route key={`${uid} ${path}`} path={path} element={<PluginPage key={uid} uid={uid} load={load} pageProps={{}} />} />
        ))}
        {[...RESOURCE_LIST_PATHS, ...RESOURCE_DETAILS_PATHS].map((path) => (
          <Route key={path} path={path} element={<ResourceRoute />} />
        ))}
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </KnownPathsProvider>
  );
};
