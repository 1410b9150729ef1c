import type { ControllerContext } from '../context';
import type { Transfers } from './transfers';

export interface DataVolumeContext extends ControllerContext {
  transfers: Transfers;
  /** Name of a running pod that uses the claim. */
  userOf(namespace: string, claim: string): string | undefined;
}
