import { cdiHooks } from './cdi/hooks';
import type { KindHooks } from './definition';
import { kubevirtHooks } from './kubevirt/hooks';

/** Behaviour of built-in kinds, by `plural.group` (`pods` for the core group). */
export const builtinHooks: Record<string, KindHooks> = { ...kubevirtHooks, ...cdiHooks };
