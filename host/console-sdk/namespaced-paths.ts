const ALL = '#ALL_NS#';
const NAMESPACED = /^\/k8s\/(?:ns\/([^/]+)|all-namespaces)(?:\/([^/]+))?(\/.*)?$/;

/** The namespace a path names: a name, all namespaces, or none because the page has no namespace. */
export function namespaceOf(path: string): string | undefined {
  const match = NAMESPACED.exec(path);
  if (!match) return undefined;
  return match[1] === undefined ? ALL : decodeURIComponent(match[1]);
}

/** Pages below a list that belong to no object: they move to another namespace with it. */
const MOVABLE = new Set(['/~new', '/form', '/vm-wizard']);

/** The same page in another namespace. An object belongs to its namespace, so from its page only the list moves. */
export function inNamespace(path: string, namespace: string): string {
  const match = NAMESPACED.exec(path);
  if (!match || namespaceOf(path) === namespace) return path;
  const [, , page, below = ''] = match;
  return page === undefined ? path : `${prefixOf(namespace)}/${page}${MOVABLE.has(below) ? below : ''}`;
}

/** `/k8s/ns/<name>` or `/k8s/all-namespaces`. */
export function prefixOf(namespace: string): string {
  return namespace === ALL ? '/k8s/all-namespaces' : `/k8s/ns/${encodeURIComponent(namespace)}`;
}
