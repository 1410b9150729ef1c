import type { UnknownObject } from '../../../contracts/objects';
import type { ControllerContext } from '../context';
import type { GuestOperations } from './guest-operations';

/** What the instance loop works with beside the common things. */
export interface InstanceContext extends ControllerContext {
  operations: GuestOperations;
  /** Pods that the instance with this uid controls. */
  pods(uid: string): UnknownObject[];
  /** When something about a guest (`uid/name of a volume`, `uid/image`) failed last: it is not tried again at once. */
  failedAt: Map<string, number>;
  /** Versions of the Secrets whose credentials a guest has (by uid). */
  propagated: Map<string, string>;
  /** How many instances run on a node. */
  load(node: string): number;
}

export const CONTROLLER = 'virtualmachine-controller';
export const HANDLER = 'virt-handler';
/** Keeps the object until its guest, sockets and scratch disks are gone. */
export const INSTANCE_FINALIZER = 'kubevirt.io/foregroundDeleteVirtualMachine';
