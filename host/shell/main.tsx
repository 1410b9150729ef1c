import '@patternfly/patternfly/patternfly.css';
import '@patternfly/patternfly/patternfly-addons.css';
import '@patternfly/patternfly/patternfly-charts.css';
import './host.css';
import { createRoot } from 'react-dom/client';
import { consoleSdk } from '../console-sdk/sdk';
import { PluginLoading } from '../loader/load-plugins';
import { createPluginStore } from '../loader/plugin-store';
import { readServerFlags } from '../loader/server-flags';
import { openShareScope } from '../loader/share-scope';
import { wantedPlugins } from '../loader/wanted-plugins';
import { App } from './App';
import { startTranslations } from './i18n';
import { followTheme } from './theme';

async function main(): Promise<void> {
  const flags = readServerFlags();
  followTheme();
  const plugins = wantedPlugins(flags.consolePlugins, window.location.search);
  const [sharedScope] = await Promise.all([
    openShareScope({
      '@openshift-console/dynamic-plugin-sdk': consoleSdk,
      '@openshift-console/dynamic-plugin-sdk-internal': {},
    }),
    startTranslations(flags.i18nNamespaces),
  ]);
  const { store, fetchManifest } = createPluginStore({ releaseVersion: flags.releaseVersion, plugins, sharedScope });
  const loading = new PluginLoading(store, fetchManifest);
  void loading.start(plugins);
  const root = document.getElementById('app');
  if (root) createRoot(root).render(<App store={store} loading={loading} flags={flags} />);
}

void main();
