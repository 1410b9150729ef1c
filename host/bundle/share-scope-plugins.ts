import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import webpack from 'webpack';
import type { WebpackPluginInstance } from 'webpack';

interface Provided {
  shareKey: string;
  version: string;
  eager: boolean;
}

/** Modules of which a page may hold one copy only, by the name plugins ask for and the package that answers. */
const SINGLETONS: Record<string, string> = {
  react: 'react',
  'react-i18next': 'react-i18next',
  'react-redux': 'react-redux',
  'react-router': 'react-router',
  'react-router-dom': 'react-router',
  'react-router-dom-v5-compat': 'react-router',
  redux: 'redux',
  'redux-thunk': 'redux-thunk',
  '@openshift/dynamic-plugin-sdk': '@openshift/dynamic-plugin-sdk',
};

/** PatternFly packages that are shared completely; icons are shared as far as they are used. */
const WHOLE = ['@patternfly/react-core', '@patternfly/react-table'];
const AS_USED = ['@patternfly/react-icons'];

/**
 * Fills the webpack share scope `default` the way the OpenShift Console does: singletons, and
 * PatternFly as dynamic modules (`<package>/dist/dynamic/<path>`), listed by each package's own `dynamic-modules.json`.
 */
export function shareScopePlugins(root: string): WebpackPluginInstance[] {
  const provides: Record<string, Provided> = {};
  const aliases: WebpackPluginInstance[] = [];
  for (const each of WHOLE)
    Object.assign(
      provides,
      dynamicModules(root, each, (path) => entryFile(root, each, path)),
    );
  for (const each of AS_USED)
    Object.assign(
      provides,
      dynamicModules(root, each, (path) => `${each}/${path.replace('/dynamic/', '/esm/')}`),
    );
  for (const [shareKey, name] of Object.entries(SINGLETONS)) {
    const shared = { shareKey, version: versionOf(root, name), eager: true };
    // One resource can carry one name per plugin instance, so each alias brings its own.
    if (shareKey === name) provides[name] = shared;
    else aliases.push(new webpack.sharing.ProvideSharedPlugin({ provides: { [name]: shared } }));
  }
  return [new webpack.sharing.ProvideSharedPlugin({ provides }), ...aliases];
}

function dynamicModules(root: string, name: string, requestOf: (path: string) => string): Record<string, Provided> {
  const listed: unknown = JSON.parse(readFileSync(join(packageFolder(root, name), 'dist/dynamic-modules.json'), 'utf8'));
  const paths = new Set(Object.values(listed ?? {}).filter((each): each is string => typeof each === 'string'));
  const version = versionOf(root, name);
  return Object.fromEntries([...paths].map((path) => [requestOf(path), { shareKey: `${name}/${path}`, version, eager: true }]));
}

/** The ES module behind a dynamic module: `dist/dynamic/<path>/package.json` names it. */
function entryFile(root: string, name: string, path: string): string {
  const folder = join(packageFolder(root, name), path);
  const { module } = readPackage(folder);
  if (typeof module !== 'string') throw new Error(`${name}/${path} names no ES module`);
  return resolve(folder, module);
}

function versionOf(root: string, name: string): string {
  const { version } = readPackage(packageFolder(root, name));
  if (typeof version !== 'string') throw new Error(`${name} has no version`);
  return version;
}

function packageFolder(root: string, name: string): string {
  const hoisted = join(root, 'node_modules', name);
  return existsSync(hoisted) ? hoisted : dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`));
}

function readPackage(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}
