import type { KindHooks } from './definition';
import { defaultInstance } from './kubevirt/defaults/instance-defaults';
import { defaultMachine } from './kubevirt/defaults/machine-defaults';

/** Behaviour of built-in kinds, by `plural.group` (`pods` for the core group). */
export const builtinHooks: Record<string, KindHooks> = {
  'virtualmachines.kubevirt.io': { mutate: defaultMachine },
  'virtualmachineinstances.kubevirt.io': { mutate: defaultInstance },
};
