import { createHash } from 'node:crypto';
import type { ApiTree } from './discovery';
import type { ApiResource } from './resources';

interface ResponseKind {
  group: string;
  version: string;
  kind: string;
}

interface DiscoverySubresource {
  subresource: string;
  responseKind: ResponseKind;
  verbs: string[];
}

interface DiscoveryResource {
  resource: string;
  responseKind: ResponseKind;
  scope: 'Namespaced' | 'Cluster';
  singularResource: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
  subresources?: DiscoverySubresource[];
}

function responseKind(resource: ApiResource, group: string, version: string): ResponseKind {
  return { group: resource.group ?? group, version: resource.version ?? version, kind: resource.kind };
}

function mainResource(resource: ApiResource, group: string, version: string): DiscoveryResource {
  return {
    resource: resource.name,
    responseKind: responseKind(resource, group, version),
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singularName,
    verbs: resource.verbs,
    ...(resource.shortNames ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories ? { categories: resource.categories } : {}),
  };
}

/** A subresource whose resource is not served here gets an empty one to stand under, as the aggregator makes it. */
function emptyParent(name: string, namespaced: boolean): DiscoveryResource {
  const responseKind = { group: '', version: '', kind: '' };
  return { resource: name, responseKind, scope: namespaced ? 'Namespaced' : 'Cluster', singularResource: '', verbs: [] };
}

function nested(resources: ApiResource[], group: string, version: string): DiscoveryResource[] {
  const found = new Map<string, DiscoveryResource>();
  for (const resource of resources) {
    const [name = '', subresource] = resource.name.split('/');
    if (subresource === undefined) {
      found.set(name, { ...mainResource(resource, group, version), ...(found.get(name)?.subresources ? { subresources: found.get(name)?.subresources } : {}) });
      continue;
    }
    const parent = found.get(name) ?? emptyParent(name, resource.namespaced);
    found.set(name, parent);
    const rest = resource.name.slice(name.length + 1);
    (parent.subresources ??= []).push({ subresource: rest, responseKind: responseKind(resource, group, version), verbs: resource.verbs });
  }
  return [...found.values()];
}

/** `/api` or `/apis` as one document with all resources (apidiscovery.k8s.io/v2). */
export function aggregatedDiscovery(tree: ApiTree, root: '/api' | '/apis', apiVersion: 'v2' | 'v2beta1'): object {
  const groups = [...tree].filter(([name]) => (name === '') === (root === '/api'));
  const items = groups.map(([name, versions]) => ({
    metadata: name === '' ? {} : { name },
    versions: [...versions].map(([version, resources]) => ({ version, resources: nested(resources, name, version), freshness: 'Current' })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: `apidiscovery.k8s.io/${apiVersion}`, metadata: {}, items };
}

export function etagOf(body: string): string {
  return `"${createHash('sha512').update(body).digest('hex').toUpperCase()}"`;
}
