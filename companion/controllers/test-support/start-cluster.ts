import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KindRef } from '../../../contracts/kinds';
import type { KubeObject } from '../../../contracts/objects';
import type { StorageClass, VirtualMachine } from '../../../contracts/virt';
import { NodeKind, StorageClassKind } from '../../../contracts/kinds';
import { createSimulatedDriver } from '../../guests/simulated/simulated-driver';
import { defaultStages } from '../../guests/simulated/stages';
import type { GuestDriver } from '../../guests/driver';
import { createImageService } from '../../images/service';
import { builtinKinds } from '../../kinds/registry';
import { withSubresources } from '../../kinds/core/subresources';
import { createVirtSubresources } from '../../kinds/subresources/virt-subresources';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import { createStreams } from '../../streams/streams';
import { type StartedApi, startApi } from '../../test-support/api/start-api';
import type { Controller } from '../context';
import type { ExportAddress } from '../export/types';
import { startControllers } from '../start-controllers';

export const NAMESPACE = 'team';

export interface TestCluster extends StartedApi {
  driver: GuestDriver;
  folder: string;
  /** Resolves with the object once it is as wanted; undefined means gone. Fails after ten seconds with its last state. */
  until<T extends KubeObject>(kind: KindRef<T>, name: string, wanted: (object: T | undefined) => boolean): Promise<T | undefined>;
  /** Ends the loops and starts them again, as a restarted companion would. */
  restartControllers(): Promise<void>;
}

const PATIENCE = 10_000;

function storageClass(name: string, parameters: Record<string, string>, rest: Partial<StorageClass> = {}): StorageClass {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'local.virtdeck.io',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
    parameters,
    ...rest,
  };
}

async function furnish({ client }: StartedApi): Promise<void> {
  const shared = storageClass('shared', { accessModes: 'ReadWriteMany,ReadWriteOnce', volumeMode: 'Block' });
  shared.metadata.annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  await client.create(StorageClassKind, shared);
  await client.create(StorageClassKind, storageClass('waiting', { accessModes: 'ReadWriteOnce' }, { volumeBindingMode: 'WaitForFirstConsumer' }));
  for (const name of ['node-1', 'node-2']) {
    await client.create(NodeKind, { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } }, spec: {} });
  }
}

function watcher({ client }: StartedApi): TestCluster['until'] {
  return (kind, name, wanted) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const object = client.get(kind, name, kind.namespaced ? NAMESPACE : undefined);
        if (!wanted(object)) return;
        end();
        clearTimeout(timer);
        resolve(object);
      };
      const timer = setTimeout(() => {
        end();
        const last = client.get(kind, name, kind.namespaced ? NAMESPACE : undefined);
        reject(new Error(`${kind.kind} ${name} never became as wanted: ${JSON.stringify(last, undefined, 1)}`));
      }, PATIENCE);
      let end: () => void = () => undefined;
      end = client.watch(kind, () => queueMicrotask(look));
      look();
    });
}

/** A real API server with the loops, simulated guests that live fast, and two nodes. With `fetchImages` container disks are really pulled. */
export async function startCluster({ fetchImages = false, exports }: { fetchImages?: boolean; exports?: ExportAddress } = {}): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'virtdeck-controllers-'));
  const api = await startApi({ definitions: builtinKinds(), namespaces: [NAMESPACE] });
  const stages = defaultStages.map((stage) => ({ ...stage, delayMs: stage.delayMs === Number.POSITIVE_INFINITY ? stage.delayMs : 5, jitterMs: 0 }));
  const simulated = createSimulatedDriver({ clock: systemClock, logger: silentLogger, stages });
  const driver = fetchImages ? { ...simulated, capabilities: { ...simulated.capabilities, real: true } } : simulated;
  const images = createImageService({ folder: join(folder, 'transfers'), logger: silentLogger });
  const streams = createStreams(driver, systemClock);
  api.api.serve(createVirtSubresources({ client: api.client, driver, streams, clock: systemClock }));
  const sources = { client: api.client, clock: systemClock, serialHistory: (uid: string) => streams.serialHistory(uid) };
  for (const definition of withSubresources(api.api.definitions(), sources)) api.api.define(definition);
  await furnish(api);
  const begin = (): Controller => startControllers({ client: api.client, driver, images, folder, clock: systemClock, logger: silentLogger, ...(exports ? { exports } : {}) });
  let controllers = begin();
  return {
    ...api,
    driver,
    folder,
    until: watcher(api),
    async restartControllers() {
      await controllers.stop();
      controllers = begin();
    },
    async stop() {
      await controllers.stop();
      await driver.close({ keepGuests: false });
      await api.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A small machine without disks. */
export function machine(name: string, spec: Partial<VirtualMachine['spec']> = {}): VirtualMachine {
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      runStrategy: 'Always',
      template: { spec: { domain: { devices: { interfaces: [{ name: 'default', masquerade: {} }] }, memory: { guest: '64Mi' } }, networks: [{ name: 'default', pod: {} }] } },
      ...spec,
    },
  };
}
