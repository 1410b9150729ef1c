import { toFailure } from '../../k8s/api-error';
import { getText, socketUrl } from '../../k8s/client';
import type { ConsoleEndpoint, ProbeAnswer, SessionWorld } from './types';

/**
 * KubeVirt's streaming protocol (virt-api, kubecli). It must be the last one offered:
 * the console's proxy passes only that one on.
 */
const subprotocol = 'plain.kubevirt.io';
const probeLimit = 10_000;

async function probe({ path, query }: ConsoleEndpoint): Promise<ProbeAnswer> {
  try {
    await getText(path, query, AbortSignal.timeout(probeLimit));
    return { code: 200, message: '' };
  } catch (thrown) {
    const { code, message } = toFailure(thrown);
    return { code, message };
  }
}

/** Sockets, HTTP and time of the page. */
export const browserWorld: SessionWorld = {
  open: ({ path, query }) => new WebSocket(socketUrl(path, query), [subprotocol]),
  probe,
  timers: {
    now: () => Date.now(),
    after: (milliseconds, task) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
};
