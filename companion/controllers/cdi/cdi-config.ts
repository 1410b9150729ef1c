import { CdiConfigKind } from '../../../contracts/kinds';
import { isRecord } from '../../lib/guards';
import type { Controller, ControllerContext } from '../context';
import { keyOf } from '../keys';
import { createWorkQueue } from '../work-queue';

/** Keeps the address of the upload proxy in the status of CDIConfig, where clients look for it. */
export function startCdiConfig(context: ControllerContext, uploadProxyUrl: string): Controller {
  const { client } = context;
  const queue = createWorkQueue({
    name: 'cdiconfig',
    ...context,
    async reconcile(name) {
      const config = client.get(CdiConfigKind, name);
      const override = isRecord(config?.spec) && typeof config.spec.uploadProxyURLOverride === 'string' ? config.spec.uploadProxyURLOverride : undefined;
      const wanted = override ?? uploadProxyUrl;
      if (!config || (isRecord(config.status) && config.status.uploadProxyURL === wanted)) return;
      await client.mutate(CdiConfigKind, name, undefined, (draft) => {
        draft.status = { ...(isRecord(draft.status) ? draft.status : {}), uploadProxyURL: wanted };
      });
    },
  });
  const end = client.watch(CdiConfigKind, ({ object }) => queue.add(keyOf(object)));
  return {
    async stop() {
      end();
      await queue.stop();
    },
  };
}
