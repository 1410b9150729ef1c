import { PluginStore } from '@openshift/dynamic-plugin-sdk';
import type {
  PluginLoaderInterface,
  PluginLoadResult,
  PluginManifest,
  RemotePluginManifest,
} from '@openshift/dynamic-plugin-sdk';
import { describe, expect, it } from 'vitest';
import { PluginLoading } from './load-plugins';
import { wantedPlugins } from './wanted-plugins';

const manifest = (name: string, dependencies: Record<string, string> = {}): RemotePluginManifest => ({
  name,
  version: '1.0.0',
  baseURL: '/',
  loadScripts: [],
  registrationMethod: 'callback',
  extensions: [],
  dependencies,
});

/** A loader whose plugins load, fail or hang as their names say. */
const loader: PluginLoaderInterface = {
  loadPluginManifest: () => Promise.reject(new Error('not used')),
  transformPluginManifest: <T extends PluginManifest>(each: T) => each,
  loadPlugin: ({ name }): Promise<PluginLoadResult> => {
    if (name === 'hangs') return new Promise(() => undefined);
    if (name === 'fails') return Promise.resolve({ success: false, errorMessage: 'no entry script' });
    return Promise.resolve({ success: true, loadedExtensions: [] });
  },
};

function settled(loading: PluginLoading): Promise<void> {
  return new Promise((done) => {
    const look = (): void => {
      if (loading.snapshot().settled) done();
    };
    loading.subscribe(look);
    look();
  });
}

const fetchManifest = async (name: string): Promise<RemotePluginManifest> => {
  if (name === 'missing') throw new Error('Not Found');
  if (name === 'misnamed') return manifest('another');
  return manifest(name, name === 'hangs' ? { absent: '^1.0.0' } : {});
};

describe('loading plugins', () => {
  it('ends with a reason for every plugin that is not there', async () => {
    const loading = new PluginLoading(new PluginStore({ loader }), fetchManifest);
    await loading.start(['good', 'missing', 'misnamed', 'fails', 'hangs']);
    await settled(loading);
    const reasons = Object.fromEntries(loading.snapshot().failures.map((each) => [each.name, `${each.kind}: ${each.reason}`]));
    expect(reasons).toEqual({
      missing: 'manifest: Not Found',
      misnamed: 'manifest: its manifest is that of "another"',
      fails: 'load: no entry script',
      hangs: 'dependency: absent ^1.0.0',
    });
  });

  it('is not settled while a plugin may still come', async () => {
    const slow: PluginLoaderInterface = { ...loader, loadPlugin: () => new Promise(() => undefined) };
    const loading = new PluginLoading(new PluginStore({ loader: slow }), fetchManifest);
    await loading.start(['good']);
    expect(loading.snapshot()).toEqual({ failures: [], settled: false });
  });

  it('is settled at once without plugins', async () => {
    const loading = new PluginLoading(new PluginStore({ loader }), fetchManifest);
    await loading.start([]);
    expect(loading.snapshot().settled).toBe(true);
  });
});

it('the URL can leave plugins out', () => {
  expect(wantedPlugins(['a', 'b', 'c'], '?x=1')).toEqual(['a', 'b', 'c']);
  expect(wantedPlugins(['a', 'b', 'c'], '?disable-plugins=a,c')).toEqual(['b']);
  expect(wantedPlugins(['a', 'b', 'c'], '?disable-plugins')).toEqual([]);
});
