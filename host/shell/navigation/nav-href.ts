import { prefixOf } from '../../console-sdk/namespaced-paths';

export interface NavTarget {
  href: string;
  namespaced?: boolean;
  prefixNamespaced?: boolean;
}

const ALL_NAMESPACES = '#ALL_NS#';

/** Where a navigation item leads in the active namespace. */
export function hrefOf({ href, namespaced, prefixNamespaced }: NavTarget, namespace: string): string {
  const path = href.replace(/^\//, '');
  if (prefixNamespaced) return `${prefixOf(namespace)}/${path}`;
  if (!namespaced) return `/${path}`;
  return `/${path}/${namespace === ALL_NAMESPACES ? 'all-namespaces' : `ns/${encodeURIComponent(namespace)}`}`;
}

/** Does the item stand for the page at `pathname`? Namespaces do not count; `startsWith` names further pages of the item. */
export function isActive(target: NavTarget & { startsWith?: string[] }, pathname: string): boolean {
  const here = withoutNamespace(pathname);
  const own = withoutNamespace(`/${target.href.replace(/^\//, '')}`);
  if (here === own || here.startsWith(`${own}/`)) return true;
  return (target.startsWith ?? []).some((each) => here.startsWith(each));
}

function withoutNamespace(path: string): string {
  return path.replace(/^\/(?:k8s\/(?:ns\/[^/]+|all-namespaces|cluster)\/?)?/, '');
}
