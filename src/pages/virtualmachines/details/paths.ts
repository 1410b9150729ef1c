import { VirtualMachineKind, consoleReference } from '../../../../contracts/kinds';

export const tabs = ['', 'details', 'yaml', 'events', 'console'] as const;
export type Tab = (typeof tabs)[number];

/** Names that tabs have, or had, in other consoles: links made for those arrive where their content is now. */
const aliases: Record<string, Tab> = {
  overview: '',
  metrics: '',
  snapshots: '',
  diagnostics: '',
  configuration: 'details',
  scheduling: 'details',
  environment: 'details',
  disks: 'details',
  storage: 'details',
  nics: 'details',
  network: 'details',
  'network-interfaces': 'details',
  scripts: 'details',
  consoles: 'console',
};

/** The list of machines of a project. */
export function listPath(namespace: string): string {
  return `/k8s/ns/${encodeURIComponent(namespace)}/${consoleReference(VirtualMachineKind)}`;
}

/** The page of a machine. */
export function machinePath(namespace: string, name: string, tab: Tab | 'console/standalone' = ''): string {
  const page = `${listPath(namespace)}/${encodeURIComponent(name)}`;
  return tab === '' ? page : `${page}/${tab}`;
}

/** The tab that the rest of the path names. */
export function tabOf(rest: string | undefined): Tab {
  const first = (rest ?? '').split('/')[0] ?? '';
  return tabs.find((tab) => tab === first) ?? aliases[first] ?? '';
}
