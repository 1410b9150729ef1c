import type { GuestDriver, GuestInfo } from '../guests/driver';
import type { ImageService } from '../images/images';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import { startCdiConfig } from './cdi/cdi-config';
import { startCdiControllers } from './cdi/cdi-controllers';
import { startDataVolumeController } from './cdi/data-volume-controller';
import { startEvacuation } from './cluster/evacuation';
import { startLoops } from './cluster/start-loops';
import type { Controller, ControllerContext } from './context';
import { createEventRecorder } from './events';
import { startExportController } from './export/export-controller';
import type { ExportAddress } from './export/types';
import { startMigrationController } from './migration/migration-controller';
import { startSetControllers } from './sets/set-controllers';
import { startSnapshotControllers } from './snapshot/snapshot-controllers';
import { startStorageControllers } from './storage/storage-controllers';
import { startInstanceController } from './vmi/vmi-controller';
import { startMachineController } from './vm/vm-controller';

export interface ControllerOptions {
  /** The companion's own identity. */
  client: ObjectClient;
  driver: GuestDriver;
  images: ImageService;
  /** The data folder. */
  folder: string;
  clock: Clock;
  logger: Logger;
  /** Where uploads into data volumes are received; CDIConfig tells clients. */
  uploadProxyUrl?: string;
  /** Where exports are served; without it there are none. */
  exports?: ExportAddress;
  /** Guests that outlived the last run, when the caller has adopted them already. */
  adopted?: readonly GuestInfo[];
}

/** Starts every loop of KubeVirt and CDI. Guests that outlived the last run are adopted before the first look at an instance. */
export function startControllers({ adopted, uploadProxyUrl, exports, ...options }: ControllerOptions): Controller {
  const logger = options.logger.child('controllers');
  const events = createEventRecorder({ ...options, logger });
  const context: ControllerContext = { ...options, logger, events };
  let stopped = false;
  const running = (adopted ? Promise.resolve(adopted) : options.driver.adopt()).then(
    (guests) => {
      if (stopped) return [];
      const controllers = begin(context, guests);
      if (uploadProxyUrl) controllers.push(startCdiConfig(context, uploadProxyUrl));
      if (exports) controllers.push(startExportController(context, exports));
      return controllers;
    },
    (error: unknown) => {
      logger.error('guests could not be adopted: nothing is started', { error: String(error) });
      return [];
    },
  );
  return {
    async stop() {
      stopped = true;
      for (const controller of await running) await controller.stop();
      await events.settled();
    },
  };
}

/** The loops of a cluster without KubeVirt. */
export function startBareControllers(options: Pick<ControllerOptions, 'client' | 'clock' | 'logger'>): Controller {
  const logger = options.logger.child('controllers');
  const events = createEventRecorder({ ...options, logger });
  const loops = startLoops({ ...options, logger, events });
  return {
    async stop() {
      for (const loop of loops) await loop.stop();
      await events.settled();
    },
  };
}

function begin(context: ControllerContext, adopted: readonly GuestInfo[]): Controller[] {
  return [
    startStorageControllers(context),
    startDataVolumeController(context),
    startCdiControllers(context),
    startInstanceController(context, adopted),
    startMachineController(context),
    startMigrationController(context),
    startSetControllers(context),
    startSnapshotControllers(context),
    startEvacuation(context),
    ...startLoops(context),
  ];
}
