import type { KindHooks } from './definition';

/** Behaviour of built-in kinds, by `plural.group` (`pods` for the core group). */
export const builtinHooks: Record<string, KindHooks> = {};
