import type { BrowserContext } from '@playwright/test';

/** What the page and its workers have fetched so far. */
export interface Traffic {
  pluginRequests: number;
  /** Of the plugin's files, as they travelled. */
  pluginKilobytes: number;
  apiRequests: number;
  /** Of answers of the API, as they travelled. */
  apiMegabytes: number;
}

/** Counts requests by whom they are for. */
export function countTraffic(context: BrowserContext): Traffic {
  const traffic: Traffic = { pluginRequests: 0, pluginKilobytes: 0, apiRequests: 0, apiMegabytes: 0 };
  context.on('requestfinished', (request) => {
    const url = request.url();
    const isPlugin = url.includes('/api/plugins/virtdeck/');
    if (!isPlugin && !url.includes('/api/kubernetes/')) return;
    if (isPlugin) traffic.pluginRequests += 1;
    else traffic.apiRequests += 1;
    void request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
      const bytes = responseBodySize + responseHeadersSize;
      if (isPlugin) traffic.pluginKilobytes += bytes / 1e3;
      else traffic.apiMegabytes += bytes / 1e6;
    });
  });
  return traffic;
}
