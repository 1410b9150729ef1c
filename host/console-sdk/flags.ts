import { useFeatureFlag } from '@openshift/dynamic-plugin-sdk';

/** The value of a feature flag; undefined while it is not known yet. */
export function useFlag(flag: string): boolean {
  // The console's own type promises a boolean although a flag may still be unresolved.
  return useFeatureFlag(flag)[0] as boolean;
}
