import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { VirtualMachineKind } from '../../../contracts/kinds';
import { nameProblem } from '../../domain/catalog/machine-name';
import type { NameProblem } from '../../domain/catalog/machine-name';
import { ApiError } from '../../k8s/api-error';
import { listObjects } from '../../k8s/client';

/** Asked as a list: a free name is an ordinary answer then, not an error. */
async function exists(name: string, namespace: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { items } = await listObjects(VirtualMachineKind, {
      namespace,
      fieldSelector: `metadata.name=${name}`,
      limit: 1,
      signal,
    });
    return items.length > 0;
  } catch (thrown) {
    // Who may not look gets the server's word when creating.
    if (thrown instanceof ApiError && thrown.code === 403) return false;
    throw thrown;
  }
}

/** What is wrong with a name in a project; whether it is taken is asked of the server. */
export function useNameProblem(name: string, namespace: string): NameProblem | undefined {
  const asked = useDeferredValue(name);
  const formal = nameProblem(name);
  const { data: isTaken } = useQuery({
    queryKey: ['catalog', 'name', namespace, asked],
    queryFn: ({ signal }) => exists(asked, namespace, signal),
    enabled: nameProblem(asked) === undefined,
    staleTime: 10_000,
  });
  return formal ?? (isTaken && asked === name ? 'taken' : undefined);
}
