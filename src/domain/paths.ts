import { VirtualMachineInstanceKind, VirtualMachineKind, consoleReference } from '../../contracts/kinds';
import type { VmRow } from './inventory/row';

const VM = consoleReference(VirtualMachineKind);
const VMI = consoleReference(VirtualMachineInstanceKind);

/** `/k8s/ns/x` or `/k8s/all-namespaces`. */
export function scopePath(namespace: string | undefined): string {
  return namespace === undefined ? '/k8s/all-namespaces' : `/k8s/ns/${encodeURIComponent(namespace)}`;
}

/** The list of machines of a project, or of all. */
export function vmListPath(namespace: string | undefined): string {
  return `${scopePath(namespace)}/${VM}`;
}

/** The details page of a machine, optionally one of its tabs. */
export function vmPath(row: Pick<VmRow, 'namespace' | 'name' | 'kind'>, tab = ''): string {
  const base = `${scopePath(row.namespace)}/${row.kind === 'vm' ? VM : VMI}/${encodeURIComponent(row.name)}`;
  return tab === '' ? base : `${base}/${tab}`;
}

/** The console in a window of its own. */
export function vmConsolePath(row: Pick<VmRow, 'namespace' | 'name'>): string {
  return `${scopePath(row.namespace)}/${VM}/${encodeURIComponent(row.name)}/console/standalone`;
}

/** Where machines are created: `~new` is YAML, the catalog is the guided way. */
export function vmCreatePath(namespace: string | undefined, how: 'yaml' | 'catalog'): string {
  return how === 'yaml' ? `${vmListPath(namespace)}/~new` : `${scopePath(namespace)}/catalog`;
}
