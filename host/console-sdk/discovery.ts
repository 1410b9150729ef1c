import { consoleFetchJSON } from './console-fetch';

export interface ResourceModel {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  verbs: string[];
  shortNames: string[];
}

const answers = new Map<string, Promise<unknown>>();

/** The resources of one group version, asked once per page. A group version that does not exist has none. */
export async function discoverGroupVersion(group: string, version: string): Promise<readonly ResourceModel[]> {
  if (group !== '' && !groupVersionsIn(await askOnce('/apis')).has(`${group}/${version}`)) return [];
  return readResources(await askOnce(group === '' ? `/api/${version}` : `/apis/${group}/${version}`), group, version);
}

function askOnce(path: string): Promise<unknown> {
  const known = answers.get(path);
  if (known) return known;
  const asked: Promise<unknown> = consoleFetchJSON(`/api/kubernetes${path}`);
  answers.set(path, asked);
  // Only answers are remembered: a server that could not be reached is asked again.
  asked.catch(() => answers.delete(path));
  return asked;
}

/** All `group/version` an APIGroupList names. */
export function groupVersionsIn(list: unknown): Set<string> {
  const { groups } = fields(list);
  const versions = Array.isArray(groups) ? groups.flatMap((each: unknown) => fields(each).versions) : [];
  return new Set(strings(versions.map((each) => fields(each).groupVersion)));
}

/** The kinds in an APIResourceList, without subresources and without entries that are not what they should be. */
export function readResources(list: unknown, group: string, version: string): ResourceModel[] {
  const { resources } = fields(list);
  if (!Array.isArray(resources)) return [];
  return resources.flatMap((each: unknown): ResourceModel[] => {
    const { name, kind, namespaced, verbs, shortNames } = fields(each);
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [
      {
        group,
        version,
        kind,
        plural: name,
        namespaced: namespaced === true,
        verbs: strings(verbs),
        shortNames: strings(shortNames),
      },
    ];
  });
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
