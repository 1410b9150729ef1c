import { consoleFetchJSON } from './console-fetch';
import { HttpError } from './http-error';

export interface ResourceModel {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
}

const answers = new Map<string, Promise<readonly ResourceModel[]>>();

/** The resources of one group version, asked once per page. A group version that does not exist has none. */
export function discoverGroupVersion(group: string, version: string): Promise<readonly ResourceModel[]> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const known = answers.get(path);
  if (known) return known;
  const asked = ask(path, group, version);
  answers.set(path, asked);
  // Only answers are remembered: a server that could not be reached is asked again.
  asked.catch(() => answers.delete(path));
  return asked;
}

async function ask(path: string, group: string, version: string): Promise<readonly ResourceModel[]> {
  try {
    return readResources(await consoleFetchJSON(`/api/kubernetes${path}`), group, version);
  } catch (error) {
    if (error instanceof HttpError && error.code === 404) return [];
    throw error;
  }
}

/** The kinds in an APIResourceList, without subresources and without entries that are not what they should be. */
export function readResources(list: unknown, group: string, version: string): ResourceModel[] {
  const { resources } = fields(list);
  if (!Array.isArray(resources)) return [];
  return resources.flatMap((each: unknown): ResourceModel[] => {
    const { name, kind, namespaced, verbs, shortNames } = fields(each);
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [{ group, version, kind, plural: name, namespaced: namespaced === true, verbs: strings(verbs), shortNames: strings(shortNames) }];
  });
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
