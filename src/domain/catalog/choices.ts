import type { BootVolume, DefaultRef } from './boot-volumes';
import type { Login } from './cloud-init';

/** Everything the catalog asks for. */
export interface Choices {
  volume: BootVolume | undefined;
  instancetype: DefaultRef;
  preference: DefaultRef;
  name: string;
  namespace: string;
  /** Size of the new disk as a quantity; '' takes the size of the volume. */
  diskSize: string;
  login: Login;
  start: boolean;
}
