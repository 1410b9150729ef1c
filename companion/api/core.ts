import type { Authorizer } from '../access/types';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/logger';
import type { Identity } from '../kinds/definition';
import type { ObjectReader } from '../store/client';
import type { Store } from '../store/store';
import type { Registry } from './registry';

/** What every verb works with. */
export interface ApiCore {
  store: Store;
  registry: Registry;
  reader: ObjectReader;
  authorizer: Authorizer;
  clock: Clock;
  logger: Logger;
}

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/** Who writes, and how. */
export interface WriteContext {
  user: Identity;
  /** The companion's own controllers. */
  internal: boolean;
  dryRun: boolean;
  /** Name in managedFields. */
  fieldManager: string;
  fieldValidation: FieldValidation;
  warn(text: string): void;
  /** Members the body has twice. */
  duplicates?: string[];
  /** What a patch led to, for the words of a refusal. */
  patched?: string;
}
