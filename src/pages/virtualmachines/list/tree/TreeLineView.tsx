import { useState } from 'react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../../components/ui/Icon';
import { StatusLabel } from '../../../../components/ui/StatusLabel';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { severityLook, statusFacts } from '../../../../domain/vm-status';
import { dragRows, droppedKeys, isMachineDrag } from '../drag';
import styles from './tree.module.css';
import type { TreeActions } from './use-tree-actions';

interface TreeLineViewProps {
  line: TreeLine;
  top: number;
  /** The one line of the tree that Tab reaches. */
  entry: boolean;
  actions: TreeActions;
  onToggle(id: string): void;
}

function nameOf(line: TreeLine): string {
  if (line.kind === 'vm') return line.row.name;
  return line.kind === 'project' ? line.project : line.group;
}

/** Moves the focus among the lines that are drawn. */
function moveFocus(event: KeyboardEvent<HTMLElement>, step: number): void {
  const lines = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
  const ordered = lines.sort((left, right) => left.getBoundingClientRect().top - right.getBoundingClientRect().top);
  ordered[ordered.indexOf(event.currentTarget) + step]?.focus();
}

const Mark = ({ line }: { line: TreeLine }) => {
  if (line.kind === 'vm') {
    const facts = statusFacts(line.row.status);
    return (
      <StatusLabel tone={facts.tone} icon={facts.icon}>
        {line.row.name}
      </StatusLabel>
    );
  }
  const worst = severityLook(line.worst);
  const alarming = worst.tone === 'danger' || worst.tone === 'warning';
  return (
    <>
      <Icon name={line.kind === 'project' ? 'empty' : 'folder'} />
      <span className={styles.name}>{nameOf(line)}</span>
      {alarming && (
        <StatusLabel tone={worst.tone} icon={worst.icon}>
          {null}
        </StatusLabel>
      )}
      <span className={styles.count}>{line.count}</span>
    </>
  );
};

/** A line of the tree: opens by arrow keys or click, takes machines that are dropped on it. */
export const TreeLineView = ({ line, top, entry, actions, onToggle }: TreeLineViewProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [over, setOver] = useState(false);
  const branch = line.kind !== 'vm';
  const toggle = () => branch && onToggle(line.id);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'ArrowDown') moveFocus(event, 1);
    else if (event.key === 'ArrowUp') moveFocus(event, -1);
    else if (event.key === 'Enter' || event.key === ' ') actions.choose(line);
    else if (branch && event.key === (line.open ? 'ArrowLeft' : 'ArrowRight')) toggle();
    else return;
    event.preventDefault();
  };
  const accepts = (event: DragEvent) => branch && isMachineDrag(event);
  return (
    <div
      role="treeitem"
      tabIndex={entry ? 0 : -1}
      aria-level={line.depth + 1}
      aria-expanded={branch ? line.open : undefined}
      aria-selected={false}
      aria-label={
        branch ? t('{{name}}, {{count}} machines', { name: nameOf(line), count: line.count }) : `${nameOf(line)}, ${line.row.status}`
      }
      className={styles.line}
      data-over={over || undefined}
      data-test={`tree-${line.kind}`}
      style={{ transform: `translateY(${top}px)`, paddingInlineStart: `${line.depth * 20 + 4}px` }}
      draggable={!branch}
      onDragStart={(event) => line.kind === 'vm' && dragRows(event, [line.row])}
      onDragOver={(event) => accepts(event) && (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (branch) actions.drop(line, droppedKeys(event));
      }}
      onKeyDown={onKeyDown}
      onClick={() => actions.choose(line)}
      onContextMenu={(event) => actions.menu(line, event)}
    >
      {branch && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.twist}
          data-open={line.open || undefined}
          aria-label={line.open ? t('Collapse') : t('Expand')}
          onClick={(event) => (event.stopPropagation(), toggle())}
        >
          ›
        </button>
      )}
      <Mark line={line} />
    </div>
  );
};
