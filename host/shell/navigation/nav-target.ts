import type { NavTarget } from './nav-href';
import { isActive } from './nav-href';
import type { NavEntry } from './nav-tree';

/** Where an entry leads; undefined for sections and separators. */
export function targetOf(entry: NavEntry): (NavTarget & { startsWith?: string[] }) | undefined {
  if (entry.type === 'console.navigation/href') return entry.properties;
  if (entry.type !== 'console.navigation/resource-ns' && entry.type !== 'console.navigation/resource-cluster') return undefined;
  const { model, startsWith = [] } = entry.properties;
  const page = `${model.group || 'core'}~${model.version}~${model.kind}`;
  return entry.type === 'console.navigation/resource-ns'
    ? { href: page, prefixNamespaced: true, startsWith }
    : { href: `/k8s/cluster/${page}`, startsWith };
}

/** Does the entry stand for the page that is open? */
export function isEntryActive(entry: NavEntry, pathname: string): boolean {
  const target = targetOf(entry);
  return target !== undefined && isActive(target, pathname);
}
