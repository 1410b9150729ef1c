import type { GuestDriver } from '../guests/driver';
import type { ImageService } from '../images/images';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { ObjectClient } from '../store/client';
import type { EventRecorder } from './events';

/** What every loop works with. */
export interface ControllerContext {
  /** Acts as the companion itself: KubeVirt's "only its own accounts" rules let it pass. */
  client: ObjectClient;
  driver: GuestDriver;
  images: ImageService;
  events: EventRecorder;
  /** The data folder: disks lie in `volumes/`. */
  folder: string;
  clock: Clock;
  logger: Logger;
}

export interface Controller {
  stop(): Promise<void>;
}
