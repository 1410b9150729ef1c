import { PLUGIN_NAME } from './gateway/page-server';

/** The console release whose plugin contract the shell follows. */
const CONSOLE_RELEASE = '4.22.0';

/** What the shell and plugins find in `window.SERVER_FLAGS`, with the names the OpenShift Console uses. */
export function serverFlags(mode: 'local' | 'cluster', hypervisor: string): Record<string, unknown> {
  return {
    basePath: '/',
    branding: 'virtdeck',
    consolePlugins: [PLUGIN_NAME],
    consoleVersion: CONSOLE_RELEASE,
    releaseVersion: CONSOLE_RELEASE,
    i18nNamespaces: [`plugin__${PLUGIN_NAME}`],
    authDisabled: true,
    k8sMode: mode === 'local' ? 'in-cluster' : 'off-cluster',
    userSettingsLocation: mode === 'local' ? 'configmap' : 'localstorage',
    // Set even when nothing is behind them: with an empty base the SDK asks at the origin's root.
    prometheusBaseURL: '/api/prometheus',
    prometheusTenancyBaseURL: '/api/prometheus-tenancy',
    alertManagerBaseURL: '/api/alertmanager',
    alertmanagerUserWorkloadBaseURL: '/api/alertmanager-user-workload',
    virtdeck: { mode, hypervisor },
  };
}
