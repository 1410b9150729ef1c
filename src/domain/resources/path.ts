/** What the URL of a resource page says. */
export interface ResourcePlace {
  /** The part that names the kind: `templates`, or `group~version~Kind`. */
  page: string;
  /** Undefined for all namespaces and for cluster-wide kinds. */
  namespace: string | undefined;
  isClusterWide: boolean;
  /** Undefined on a list. */
  name: string | undefined;
  /** What follows the name: a tab, or ''. */
  tab: string;
}

const PATTERN = /^\/k8s\/(?:ns\/(?<ns>[^/]+)|(?<scope>all-namespaces|cluster))\/(?<page>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<tab>.+?))?\/?$/;

/** Reads the path of a resource page; undefined when it is another page's. */
export function parseResourcePath(pathname: string): ResourcePlace | undefined {
  const found = PATTERN.exec(pathname)?.groups;
  if (!found?.page) return undefined;
  return {
    page: decodeURIComponent(found.page),
    namespace: found.ns === undefined ? undefined : decodeURIComponent(found.ns),
    isClusterWide: found.scope === 'cluster',
    name: found.name === undefined ? undefined : decodeURIComponent(found.name),
    tab: found.tab ?? '',
  };
}

/** Where the list of a page is; cluster-wide kinds have one place, others one per namespace. */
export function listPath(page: string, namespaced: boolean, namespace?: string): string {
  if (!namespaced) return `/k8s/cluster/${page}`;
  return namespace === undefined ? `/k8s/all-namespaces/${page}` : `/k8s/ns/${encodeURIComponent(namespace)}/${page}`;
}

/** Where one object's page is. */
export function objectPath(page: string, name: string, namespace?: string, tab = ''): string {
  const path = `${listPath(page, namespace !== undefined, namespace)}/${encodeURIComponent(name)}`;
  return tab === '' ? path : `${path}/${tab}`;
}
