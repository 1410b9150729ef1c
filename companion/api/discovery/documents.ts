import type { AggregatedApi, KindDefinition } from '../../kinds/definition';
import { aggregatedDiscovery, etagOf } from './aggregated';
import type { ApiTree } from './discovery';
import { apiTree, coreVersions, group, groupList, resourceList } from './discovery';

export interface DiscoveryDocument {
  body: string;
  contentType: string;
  /** `etag`, `vary`, `cache-control` of the aggregated form; an equal If-None-Match is 304. */
  headers: Record<string, string>;
}

/** The aggregated form the client prefers, or `undefined` for the plain documents. */
function aggregatedVersion(accept: string): 'v2' | 'v2beta1' | undefined {
  for (const choice of accept.split(',')) {
    const [type = '', ...parameters] = choice.split(';').map((part) => part.trim());
    const wanted = new Map(parameters.map((part) => [part.split('=')[0], part.split('=')[1]] as const));
    if (!['application/json', 'application/*', '*/*'].includes(type)) continue;
    if (wanted.get('as') === undefined) return undefined;
    const version = wanted.get('v');
    const isDiscovery = wanted.get('g') === 'apidiscovery.k8s.io' && wanted.get('as') === 'APIGroupDiscoveryList';
    if (isDiscovery && (version === 'v2' || version === 'v2beta1')) return version;
  }
  return undefined;
}

/** All discovery documents of a set of kinds; made when first asked for and kept. Make a new one when the set changes. */
export class DiscoveryDocuments {
  private readonly tree: ApiTree;
  private readonly cache = new Map<string, DiscoveryDocument>();

  constructor(
    kinds: readonly KindDefinition[],
    apis: readonly AggregatedApi[],
    private readonly serverAddress: string,
  ) {
    this.tree = apiTree(kinds, apis);
  }

  /** The document at `/api`, `/apis`, `/api/v1`, `/apis/{group}` or `/apis/{group}/{version}`; undefined for none. */
  get(path: string, accept = ''): DiscoveryDocument | undefined {
    const clean = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    const version = clean === '/api' || clean === '/apis' ? aggregatedVersion(accept) : undefined;
    const key = `${version ?? ''} ${clean}`;
    const known = this.cache.get(key);
    if (known) return known;
    const made = version && (clean === '/api' || clean === '/apis') ? this.aggregated(clean, version) : this.plain(clean);
    if (made) this.cache.set(key, made);
    return made;
  }

  /** `apps/v1`, `v1` …: every group version served. */
  groupVersions(): string[] {
    return [...this.tree].flatMap(([name, versions]) => [...versions.keys()].map((version) => (name === '' ? version : `${name}/${version}`)));
  }

  private aggregated(path: '/api' | '/apis', version: 'v2' | 'v2beta1'): DiscoveryDocument {
    const body = JSON.stringify(aggregatedDiscovery(this.tree, path, version));
    return {
      body,
      contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      headers: { etag: etagOf(body), vary: 'Accept', 'cache-control': 'public' },
    };
  }

  private plain(path: string): DiscoveryDocument | undefined {
    const [, root, first, second, ...rest] = path.split('/');
    const body = rest.length > 0 ? undefined : this.plainBody(root, first, second);
    return body && { body: JSON.stringify(body), contentType: 'application/json', headers: {} };
  }

  private plainBody(root?: string, first?: string, second?: string): object | undefined {
    if (root === 'api') {
      if (first === undefined) return coreVersions(this.serverAddress);
      return second === undefined ? resourceList(this.tree, '', first) : undefined;
    }
    if (root !== 'apis') return undefined;
    if (first === undefined) return groupList(this.tree);
    return second === undefined ? group(this.tree, first) : resourceList(this.tree, first, second);
  }
}
