import { PluginStoreProvider } from '@openshift/dynamic-plugin-sdk';
import type { PluginStore } from '@openshift/dynamic-plugin-sdk';
import { Suspense } from 'react';
import { Provider as ReduxProvider } from 'react-redux';
import { BrowserRouter } from 'react-router';
import type { PluginLoading } from '../loader/load-plugins';
import type { ServerFlags } from '../loader/server-flags';
import { ErrorBoundary } from './ErrorBoundary';
import { Flags } from './extensions/Flags';
import { PluginContexts } from './extensions/PluginContexts';
import { pluginsStore } from './extensions/redux-store';
import { ReduxReducers } from './extensions/ReduxReducers';
import { Loading } from './Loading';
import { PluginLoadProvider } from './plugin-load';
import { Shell } from './Shell';

interface AppProps {
  store: PluginStore;
  loading: PluginLoading;
  flags: ServerFlags;
}

/** The host: what plugins expect around them, and the shell that shows them. */
export const App = ({ store, loading, flags }: AppProps) => (
  <ReduxProvider store={pluginsStore}>
    <PluginStoreProvider store={store}>
      <PluginLoadProvider value={loading}>
        <BrowserRouter basename={flags.basePath}>
          <Suspense fallback={<Loading />}>
            <ErrorBoundary>
              <Flags />
              <ReduxReducers />
              <PluginContexts>
                <Shell flags={flags} />
              </PluginContexts>
            </ErrorBoundary>
          </Suspense>
        </BrowserRouter>
      </PluginLoadProvider>
    </PluginStoreProvider>
  </ReduxProvider>
);
