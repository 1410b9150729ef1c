import type { ControllerContext } from '../context';

/** What the loops of Kubernetes itself work with: they know nothing of guests and disks. */
export type LoopContext = Pick<ControllerContext, 'client' | 'events' | 'clock' | 'logger'>;
