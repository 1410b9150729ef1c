import { useMemo } from 'react';
import type { Translate } from '../../../../actions/types';
import { useActionContext } from '../../../../actions/use-action-context';
import type { MenuEntry } from '../../../../components/ui/ActionMenu';
import type { VmRow } from '../../../../domain/inventory/row';
import type { TreeLine, TreeModel } from '../../../../domain/inventory/tree';
import { ContextMenu } from '../ContextMenu';
import { FloatingMenu } from '../FloatingMenu';
import type { ListModel } from '../use-list-model';

type Branch = Exclude<TreeLine, { kind: 'vm' }>;

interface TreeMenuProps<Line extends TreeLine> {
  line: Line;
  x: number;
  y: number;
  model: ListModel;
  tree: TreeModel;
  onClose(): void;
}

function within(branch: Branch, rows: Iterable<VmRow>): VmRow[] {
  return [...rows].filter((row) => row.namespace === branch.project && (branch.kind === 'project' || row.folder === branch.group));
}

interface EntriesOptions {
  branch: Branch;
  /** The machines below, and those of them that are selected in the list. */
  rows: readonly VmRow[];
  selected: readonly VmRow[];
  t: Translate;
  select(rows: readonly VmRow[]): void;
  openGroup(intent: 'create' | 'rename' | 'dissolve', rows: readonly VmRow[]): void;
}

function entriesOf({ branch, rows, selected, t, select, openGroup }: EntriesOptions): MenuEntry[] {
  const entries: MenuEntry[] = [
    { id: 'select-below', group: 'select', icon: 'check', label: t('Select its machines'), onSelect: () => select(rows) },
    {
      id: 'create-group',
      group: 'group',
      icon: 'folder',
      label: t('New group from selection'),
      disabledReason: selected.length === 0 ? t('No machine of this project is selected: a group begins with its machines.') : undefined,
      onSelect: () => openGroup('create', selected),
    },
  ];
  if (branch.kind === 'project') return entries;
  return [
    ...entries,
    { id: 'rename-group', group: 'group', icon: 'edit', label: t('Rename group'), onSelect: () => openGroup('rename', rows) },
    { id: 'dissolve-group', group: 'danger', icon: 'times', label: t('Dissolve group'), onSelect: () => openGroup('dissolve', rows) },
  ];
}

const BranchMenu = ({ line, model, tree, x, y, onClose }: TreeMenuProps<Branch>) => {
  const { t, openDialog } = useActionContext();
  const { store, selected, setSelected } = model;
  const items = useMemo(() => {
    const chosen = [...selected].flatMap((key) => store.rows.get(key) ?? []);
    return entriesOf({
      branch: line,
      rows: within(line, store.rows.values()),
      selected: chosen.filter((row) => row.namespace === line.project),
      t,
      select: (rows) => setSelected(new Set(rows.map((row) => row.key))),
      openGroup: (intent, rows) =>
        openDialog('group', {
          intent,
          rows,
          taken: tree.groupsOf(line.project),
          ...(line.kind === 'group' && intent !== 'create' && { current: line.group }),
        }),
    });
  }, [line, store, selected, setSelected, tree, t, openDialog]);
  return <FloatingMenu items={items} x={x} y={y} onClose={onClose} />;
};

/** What can be done with a line: a machine has the verbs of its row, a project or group its own. */
export const TreeMenu = ({ line, ...props }: TreeMenuProps<TreeLine>) =>
  line.kind === 'vm' ? (
    <ContextMenu row={props.model.store.rows.get(line.row.key) ?? line.row} x={props.x} y={props.y} onClose={props.onClose} />
  ) : (
    <BranchMenu line={line} {...props} />
  );
