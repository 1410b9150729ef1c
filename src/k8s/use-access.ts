import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { postReview } from './client';
import { queryClient } from './query-client';
import type { AccessCheck, AccessState } from './types';

const STALE_MS = 5 * 60_000;
const waiting: AccessState = { allowed: undefined };
const unknown: AccessState = { allowed: true };

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

async function review(check: AccessCheck): Promise<AccessState> {
  const answer = await postReview('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: check },
  });
  const status = field(answer, 'status');
  const reason = field(status, 'reason');
  return { allowed: field(status, 'allowed') === true, ...(typeof reason === 'string' && reason !== '' && { reason }) };
}

function queryOf(check: AccessCheck) {
  const { verb, group, resource, subresource, namespace, name } = check;
  return {
    queryKey: ['access', verb, group, resource, subresource ?? '', namespace ?? '', name ?? ''],
    queryFn: () => review(check),
    staleTime: STALE_MS,
  };
}

/** Outside the hook, so that unchanged answers stay the same array. */
function answersOf(results: readonly { data: AccessState | undefined; isError: boolean }[]): AccessState[] {
  return results.map((result) => result.data ?? (result.isError ? unknown : waiting));
}

/** Asks once per check for everyone; for code outside components. */
export function checkAccess(check: AccessCheck): Promise<AccessState> {
  return queryClient.fetchQuery(queryOf(check));
}

/** May I? Several checks at once, in the order asked; an answer that cannot be had counts as yes: the server decides. */
export function useAccessList(checks: readonly AccessCheck[]): readonly AccessState[] {
  return useQueries({ queries: checks.map(queryOf), combine: answersOf }, queryClient);
}

/** May I? Undefined check: no question, `allowed` stays undefined. */
export function useAccess(check: AccessCheck | undefined): AccessState {
  const checks = useMemo(() => (check ? [check] : []), [check]);
  return useAccessList(checks)[0] ?? { allowed: undefined };
}
