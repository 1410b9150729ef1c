import { strictModule } from './strict-module';

type Shared = Record<string, unknown>;

/** The OpenShift Console gives its own SDK to plugins under this version. */
const SDK_VERSION = '0.0.0-fixed';

/**
 * Opens the webpack share scope `default`, into which the build has put React, PatternFly and the others, and adds the
 * modules that only exist at run time: the console's SDK, by name.
 */
export async function openShareScope(sdk: Record<string, object>): Promise<Shared> {
  await __webpack_init_sharing__('default');
  const scope = __webpack_share_scopes__.default;
  for (const [name, offered] of Object.entries(sdk)) {
    const shared = strictModule(name, offered);
    scope[name] = { [SDK_VERSION]: { get: () => () => shared, from: 'virtdeck-host', eager: true, loaded: 1 } };
  }
  return scope;
}
