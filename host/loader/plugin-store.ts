import { PluginLoader, PluginStore } from '@openshift/dynamic-plugin-sdk';
import type { PluginManifest, RemotePluginManifest } from '@openshift/dynamic-plugin-sdk';
import { isPlainVersion } from './versions';

/** What a plugin names as a dependency when it needs a certain version of the console. */
export const HOST_API = '@console/pluginAPI';

export interface LoaderSettings {
  releaseVersion: string;
  plugins: readonly string[];
  sharedScope: Record<string, unknown>;
}

/** The loader and the store that load plugins as the OpenShift Console does: manifest, dependencies, entry script, modules. */
export function createPluginStore({ releaseVersion, plugins, sharedScope }: LoaderSettings): {
  store: PluginStore;
  fetchManifest: (name: string) => Promise<RemotePluginManifest>;
} {
  const loader = new PluginLoader({
    sharedScope,
    customDependencyResolutions: { [HOST_API]: releaseVersion },
    isDependencyResolvable: (name, optional) => {
      // Without a valid release version there is nothing to compare with; the OpenShift Console skips the check as well.
      if (name === HOST_API) return isPlainVersion(releaseVersion);
      return !optional || plugins.includes(name);
    },
    transformPluginManifest: withFixedBase,
  });
  const fetchManifest = async (name: string): Promise<RemotePluginManifest> => {
    const manifest = await loader.loadPluginManifest(`${pluginBase(name)}plugin-manifest.json`);
    if (manifest.registrationMethod === 'callback') return manifest;
    throw new Error(`registrationMethod must be "callback", not ${JSON.stringify(manifest.registrationMethod)}`);
  };
  return { store: new PluginStore({ loader }), fetchManifest };
}

/** Files of a plugin always come through the server, whatever base the manifest was built with. */
function withFixedBase<T extends PluginManifest>(manifest: T): T {
  return 'baseURL' in manifest ? { ...manifest, baseURL: pluginBase(manifest.name) } : manifest;
}

function pluginBase(name: string): string {
  return `/api/plugins/${name}/`;
}
