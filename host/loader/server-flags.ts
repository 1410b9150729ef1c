/** What the server tells the page; the part of the OpenShift Console's flags that has a meaning here. */
export interface ServerFlags {
  basePath: string;
  consolePlugins: string[];
  i18nNamespaces: string[];
  releaseVersion: string;
  consoleVersion: string;
  prometheusBaseURL: string;
  prometheusTenancyBaseURL: string;
  customProductName: string;
  documentationBaseURL: string;
  userSettingsLocation: string;
  /** What stands behind this host when it is served by the companion. */
  virtdeck: { hypervisor?: unknown };
}

declare global {
  interface Window {
    SERVER_FLAGS?: ServerFlags;
  }
}

const DEFAULTS: ServerFlags = {
  basePath: '/',
  consolePlugins: ['virtdeck'],
  i18nNamespaces: ['plugin__virtdeck'],
  releaseVersion: '4.22.0',
  consoleVersion: '4.22.0',
  prometheusBaseURL: '/api/prometheus',
  prometheusTenancyBaseURL: '/api/prometheus-tenancy',
  customProductName: 'virtdeck',
  documentationBaseURL: '',
  userSettingsLocation: 'localstorage',
  virtdeck: {},
};

/**
 * Reads the flags from `<script type="application/json" id="server-flags">`, which the server writes into the page, and
 * publishes them as `window.SERVER_FLAGS`, where plugins look for them. Unknown keys are kept, malformed ones fall back.
 */
export function readServerFlags(doc: Document = document): ServerFlags {
  const flags = mergeFlags(parse(doc.getElementById('server-flags')?.textContent));
  window.SERVER_FLAGS = flags;
  return flags;
}

/** The defaults overlaid with every given value of the right type. */
export function mergeFlags(given: Record<string, unknown>): ServerFlags {
  const merged: Record<string, unknown> = { ...given };
  for (const [key, fallback] of Object.entries(DEFAULTS)) {
    if (!sameType(given[key], fallback)) merged[key] = fallback;
  }
  return { ...DEFAULTS, ...merged };
}

function sameType(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value) && value.every((each) => typeof each === 'string');
  return typeof value === typeof model && value !== null;
}

function parse(text: string | null | undefined): Record<string, unknown> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch (error) {
    console.error('The server flags in this page are not JSON', error);
    return {};
  }
}

/** Guests that only pretend to run: who looks at them must be told. */
export function isSimulated(flags: ServerFlags): boolean {
  return flags.virtdeck.hypervisor === 'simulated';
}
