import { Labels } from '../../contracts/labels';
import type { MachineRef, VmRow } from '../domain/inventory/row';
import { isRecord, stringMap, text } from '../domain/read';
import { mayOwn } from './access';
import { editLabels, editMachine } from './edit-machine';
import { notDeleting } from './rules';
import type { ActionParams, VmAction } from './types';

const isVm = (row: VmRow) => row.kind === 'vm';
const edits = { group: 'edit', access: mayOwn('patch'), whyNot: notDeleting, bulk: true } as const;

/** Params `set` (a map) and `remove` (a list of names), as the dialogs make them. */
function changesOf(params: ActionParams): Record<string, string | undefined> {
  const removed = Array.isArray(params.remove) ? params.remove.filter((name) => typeof name === 'string') : [];
  return { ...Object.fromEntries(removed.map((name) => [name, undefined])), ...stringMap(params.set) };
}

const flag = (machine: MachineRef) => `${machine.kind} ${machine.name} -n ${machine.namespace}`;

/** Quoted for a shell where that is needed. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `kubectl label`: names with a dash behind are taken away. */
function labelCommand(machine: MachineRef, changes: Readonly<Record<string, string | undefined>>): string {
  const words = Object.entries(changes).map(([name, value]) => (value === undefined ? `${name}-` : word(`${name}=${value}`)));
  return `kubectl label --overwrite ${flag(machine)} ${words.join(' ')}`;
}

const labels: VmAction = {
  ...edits,
  id: 'labels',
  icon: 'tag',
  label: (t) => t('Edit labels'),
  open: (rows, context) =>
    rows.length === 1 ? context.openDialog('metadata', { rows, field: 'labels' }) : context.openDialog('labels-many', { rows }),
  run: (machine, params) => editLabels(machine, changesOf(params)),
  command: (machine, params = {}) => labelCommand(machine, changesOf(params)),
  takeBack: (row, params) => {
    const touched = Object.keys(changesOf(params));
    const before = touched.flatMap((name) => (row.labels[name] === undefined ? [] : [[name, row.labels[name]]]));
    return { set: Object.fromEntries(before), remove: touched.filter((name) => row.labels[name] === undefined) };
  },
};

const annotations: VmAction = {
  ...edits,
  id: 'annotations',
  icon: 'edit',
  label: (t) => t('Edit annotations'),
  open: (rows, context) => context.openDialog('metadata', { rows, field: 'annotations' }),
  bulk: false,
};

const moveToGroup: VmAction = {
  ...edits,
  id: 'move-to-group',
  icon: 'folder',
  label: (t) => t('Move to group'),
  open: (rows, context) => context.openDialog('move-to-group', { rows }),
  run: (machine, params) => editLabels(machine, { [Labels.folder]: text(params, 'folder') || undefined }),
  command: (machine, params) => labelCommand(machine, { [Labels.folder]: text(params, 'folder') || undefined }),
  takeBack: (row) => ({ folder: row.folder }),
};

const protect: VmAction = {
  ...edits,
  id: 'protect',
  icon: 'lock',
  label: (t) => t('Protect against deletion'),
  run: (machine) => editLabels(machine, { [Labels.deleteProtection]: 'True' }),
  command: (machine) => labelCommand(machine, { [Labels.deleteProtection]: 'True' }),
  undo: 'unprotect',
  offered: (row) => isVm(row) && !row.deleteProtected,
};

const unprotect: VmAction = {
  ...edits,
  id: 'unprotect',
  icon: 'unlock',
  label: (t) => t('Allow deletion'),
  run: (machine) => editLabels(machine, { [Labels.deleteProtection]: undefined }),
  command: (machine) => labelCommand(machine, { [Labels.deleteProtection]: undefined }),
  undo: 'protect',
  offered: (row) => isVm(row) && row.deleteProtected,
};

const runStrategy: VmAction = {
  ...edits,
  id: 'run-strategy',
  icon: 'cog',
  label: (t) => t('Change run strategy'),
  open: (rows, context) => context.openDialog('run-strategy', { rows }),
  run: (machine, params) =>
    editMachine(machine, (draft) => {
      // `running` and `runStrategy` exclude each other.
      if (!isRecord(draft.spec)) return;
      delete draft.spec.running;
      draft.spec.runStrategy = text(params, 'runStrategy');
    }),
  command: (machine, params) => {
    const spec = { running: null, runStrategy: text(params, 'runStrategy') };
    return `kubectl patch ${flag(machine)} --type merge -p ${word(JSON.stringify({ spec }))}`;
  },
  takeBack: (row) => ({ runStrategy: row.runStrategy }),
  offered: isVm,
};

export const editActions: readonly VmAction[] = [labels, annotations, moveToGroup, protect, unprotect, runStrategy];
