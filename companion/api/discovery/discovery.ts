import type { AggregatedApi, KindDefinition } from '../../kinds/definition';
import type { ApiResource } from './resources';
import { resourcesOf, resourcesOfApi } from './resources';
import { byPriority, groupOrder, isBuiltIn } from './versions';

interface GroupVersion {
  groupVersion: string;
  version: string;
}

interface ApiGroup {
  name: string;
  versions: GroupVersion[];
  preferredVersion: GroupVersion;
}

/** Group → version → its resources, groups and versions in the order clients shall prefer them. */
export type ApiTree = Map<string, Map<string, ApiResource[]>>;

/** Collects what the given kinds and APIs serve. */
export function apiTree(kinds: readonly KindDefinition[], apis: readonly AggregatedApi[]): ApiTree {
  const found: ApiTree = new Map();
  const add = (group: string, version: string, resources: ApiResource[]) => {
    const versions = found.get(group) ?? new Map<string, ApiResource[]>();
    found.set(group, versions);
    versions.set(version, [...(versions.get(version) ?? []), ...resources]);
  };
  for (const kind of kinds) {
    for (const version of kind.versions) if (version.served) add(kind.group, version.name, resourcesOf(kind, version));
  }
  for (const api of apis) for (const version of api.versions) add(api.group, version, resourcesOfApi(api));
  return sorted(found);
}

function sorted(tree: ApiTree): ApiTree {
  const groups = [...tree.keys()].sort((left, right) => groupOrder(left) - groupOrder(right) || (left < right ? -1 : 1));
  return new Map(
    groups.map((group) => {
      const versions = [...(tree.get(group) ?? new Map<string, ApiResource[]>())];
      const inOrder = versions.sort(([left], [right]) => byPriority(left, right));
      // Subresources of custom resources come in the order of their own: status, then scale.
      const place = ({ name }: ApiResource) => (isBuiltIn(group) ? name : (name.split('/')[0] ?? name));
      return [group, new Map(inOrder.map(([version, list]) => [version, list.sort((a, b) => (place(a) === place(b) ? 0 : place(a) < place(b) ? -1 : 1))]))];
    }),
  );
}

function describeGroup(name: string, versions: Iterable<string>): ApiGroup | undefined {
  const all = [...versions].map((version) => ({ groupVersion: `${name}/${version}`, version }));
  const [preferredVersion] = all;
  return preferredVersion && { name, versions: all, preferredVersion };
}

/** `/api`. */
export function coreVersions(address: string): object {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }] };
}

/** `/apis`. */
export function groupList(tree: ApiTree): object {
  const groups = [...tree].filter(([name]) => name !== '').map(([name, versions]) => describeGroup(name, versions.keys()));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter(Boolean) };
}

/** `/apis/{group}`; undefined for a group that is not served. */
export function group(tree: ApiTree, name: string): object | undefined {
  const versions = tree.get(name);
  const described = versions && name !== '' ? describeGroup(name, versions.keys()) : undefined;
  return described && { kind: 'APIGroup', apiVersion: 'v1', ...described };
}

/** `/api/v1` and `/apis/{group}/{version}`; undefined for what is not served. */
export function resourceList(tree: ApiTree, groupName: string, version: string): object | undefined {
  const resources = tree.get(groupName)?.get(version);
  if (!resources) return undefined;
  const groupVersion = groupName === '' ? version : `${groupName}/${version}`;
  return { kind: 'APIResourceList', ...(groupName === '' ? {} : { apiVersion: 'v1' }), groupVersion, resources };
}
