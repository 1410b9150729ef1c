import type { CDPSession } from '@playwright/test';

/** What the page has fetched so far. */
export interface Traffic {
  pluginRequests: number;
  /** Of the plugin's files, as they travelled. */
  pluginKilobytes: number;
  apiRequests: number;
  apiMegabytes: number;
}

/** Counts requests by whom they are for; workers are counted by attaching to them. */
export async function countTraffic(session: CDPSession): Promise<Traffic> {
  const traffic: Traffic = { pluginRequests: 0, pluginKilobytes: 0, apiRequests: 0, apiMegabytes: 0 };
  const urls = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    urls.set(requestId, response.url);
    if (response.url.includes('/api/plugins/virtdeck/')) traffic.pluginRequests += 1;
    else if (response.url.includes('/api/kubernetes/')) traffic.apiRequests += 1;
  });
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (urls.get(requestId)?.includes('/api/kubernetes/')) traffic.apiMegabytes += dataLength / 1e6;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (urls.get(requestId)?.includes('/api/plugins/virtdeck/')) traffic.pluginKilobytes += encodedDataLength / 1000;
  });
  await session.send('Network.enable');
  return traffic;
}
