import { consoleFetchJSON } from '../../console-sdk/console-fetch';
import { discoverGroupVersion } from '../../console-sdk/discovery';
import { HttpError } from '../../console-sdk/http-error';

export interface Projects {
  names: string[];
  /** Why there is no list, in the server's words. */
  refusal?: string;
}

/** The projects the user may see; where the cluster has no projects, its namespaces. */
export async function listProjects(): Promise<Projects> {
  try {
    const kinds = await discoverGroupVersion('project.openshift.io', 'v1');
    const path = kinds.length > 0 ? '/apis/project.openshift.io/v1/projects' : '/api/v1/namespaces';
    return { names: namesIn(await consoleFetchJSON(`/api/kubernetes${path}`)) };
  } catch (error) {
    if (error instanceof HttpError || error instanceof TypeError) return { names: [], refusal: error.message };
    throw error;
  }
}

/** The names in a list of objects, in order. */
export function namesIn(list: unknown): string[] {
  const items: unknown = typeof list === 'object' && list !== null && 'items' in list ? list.items : undefined;
  if (!Array.isArray(items)) return [];
  return items
    .map((each: { metadata?: { name?: unknown } } | null) => each?.metadata?.name)
    .filter((each): each is string => typeof each === 'string')
    .sort((a, b) => a.localeCompare(b));
}
