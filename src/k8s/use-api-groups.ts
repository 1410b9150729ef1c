import { useQuery } from '@tanstack/react-query';
import { records, text } from '../domain/read';
import { getJson } from './client';
import { queryClient } from './query-client';

const query = {
  queryKey: ['api-groups'],
  queryFn: async () => new Set(records(await getJson('/apis'), 'groups').map((group) => text(group, 'name'))) as ReadonlySet<string>,
  staleTime: 5 * 60_000,
};

/** The API groups the server has; undefined while unknown. Features whose group is missing are not offered. */
export function useApiGroups(): ReadonlySet<string> | undefined {
  return useQuery(query, queryClient).data;
}
