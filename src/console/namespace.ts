import { useActiveNamespace } from '@openshift-console/dynamic-plugin-sdk';

/** The console's word for "all projects". */
const ALL = '#ALL_NS#';

/** The project chosen in the host; undefined for all. */
export function useSelectedNamespace(): [namespace: string | undefined, select: (namespace: string | undefined) => void] {
  const [active, setActive] = useActiveNamespace();
  return [active === ALL || active === '' ? undefined : active, (namespace) => setActive(namespace ?? ALL)];
}
