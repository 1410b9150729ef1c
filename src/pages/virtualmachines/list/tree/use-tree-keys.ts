import { useEffect, useRef } from 'react';
import { useRowKeys } from '../../../../components/ui/table/use-row-keys';
import type { TreeLine } from '../../../../domain/inventory/tree';
import type { TreeActions } from './use-tree-actions';

interface TreeKeysOptions {
  lines: readonly TreeLine[];
  pageSize: number;
  actions: TreeActions;
  reveal(index: number): void;
  onToggle(id: string): void;
  onMenu(index: number): void;
}

/** Where an arrow leads from a line that it neither opens nor closes: to its first child or its parent. */
function neighbourOf(lines: readonly TreeLine[], index: number, inwards: boolean): number {
  const depth = lines[index]?.depth ?? 0;
  const next = inwards ? index + 1 : lines.findLastIndex((line, at) => at < index && line.depth < depth);
  const found = lines[next];
  return found && (!inwards || found.depth > depth) ? next : index;
}

/** Moving through the tree by keys, also to lines that are not drawn; the tree keeps the focus. */
export function useTreeKeys({ lines, pageSize, actions, reveal, onToggle, onMenu }: TreeKeysOptions) {
  const choose = (index: number) => {
    const line = lines[index];
    if (line) actions.choose(line);
  };
  const keys = useRowKeys({
    count: lines.length,
    pageSize,
    reveal,
    onOpen: choose,
    onToggle: choose,
    onMenu,
    onKey: (index, key) => {
      const line = lines[index];
      if (!line || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false;
      const opens = key === 'ArrowRight';
      if (line.kind !== 'vm' && line.open !== opens) onToggle(line.id);
      else {
        const next = neighbourOf(lines, index, opens);
        keys.setActive(next);
        reveal(next);
      }
      return true;
    },
  });
  const { active, setActive } = keys;
  useKeptPlace(lines, active, setActive);
  return keys;
}

/** The active line stays the same one while lines come and go above it. */
function useKeptPlace(lines: readonly TreeLine[], active: number, setActive: (index: number) => void): void {
  const before = useRef({ lines, id: lines[active]?.id });
  useEffect(() => {
    const { lines: old, id } = before.current;
    const moved = old === lines || id === undefined ? -1 : lines.findIndex((line) => line.id === id);
    if (moved >= 0 && moved !== active) setActive(moved);
    before.current = { lines, id: lines[moved >= 0 ? moved : active]?.id };
  }, [lines, active, setActive]);
}
