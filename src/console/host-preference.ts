import { useUserPreference } from '@openshift-console/dynamic-plugin-sdk';

/** A preference the host keeps for the person (a ConfigMap in the OpenShift Console). Foreign data: to be checked. */
export function useHostPreference(key: string): [value: unknown, set: (value: unknown) => void, loaded: boolean] {
  return useUserPreference<unknown>(key);
}
