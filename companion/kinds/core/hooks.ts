import type { KindHooks } from '../definition';

/** What the real API server itself does for its own kinds, by `plural.group` (`pods` for the core group). */
export const coreHooks: Record<string, KindHooks> = {};
