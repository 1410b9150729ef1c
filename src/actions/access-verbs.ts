import type { VmRow } from '../domain/inventory/row';
import { vmConsolePath } from '../domain/paths';
import { running } from './rules';
import type { VmAction } from './types';

const noCheck = () => [];

const openConsole: VmAction = {
  id: 'console',
  group: 'console',
  icon: 'console',
  label: (t) => t('Open console'),
  access: (row) => [
    { verb: 'get', group: 'subresources.kubevirt.io', resource: 'virtualmachineinstances', subresource: 'vnc', namespace: row.namespace },
  ],
  whyNot: (row, t) =>
    running(row, t) ?? (row.graphics || row.serial ? undefined : t('The machine has neither a screen nor a serial console.')),
  open: ([row], context) => row && context.openWindow(vmConsolePath(row)),
  command: (machine) => `virtctl vnc ${machine.name} -n ${machine.namespace}`,
  shortcut: 'c',
  bulk: false,
};

/** What a terminal on the person's own machine needs. */
export function sshCommand(row: Pick<VmRow, 'name' | 'namespace' | 'kind'>): string {
  return `virtctl -n ${row.namespace} ssh ${row.kind}/${row.name}`;
}

const copySsh: VmAction = {
  id: 'copy-ssh',
  group: 'copy',
  icon: 'terminal',
  label: (t) => t('Copy SSH command'),
  access: noCheck,
  whyNot: (row, t) => (row.sshKeys ? undefined : t('No SSH key is configured for this machine.')),
  open: ([row], context) => row && void context.copy(sshCommand(row)),
  bulk: false,
};

const copyKubectl: VmAction = {
  id: 'copy-kubectl',
  group: 'copy',
  icon: 'copy',
  label: (t) => t('Copy kubectl command'),
  access: noCheck,
  whyNot: () => undefined,
  open: (rows, context) =>
    void context.copy(rows.map((row) => `kubectl get ${row.kind} ${row.name} -n ${row.namespace} -o yaml`).join('\n')),
  bulk: true,
};

export const accessActions: readonly VmAction[] = [openConsole];
export const copyActions: readonly VmAction[] = [copySsh, copyKubectl];
