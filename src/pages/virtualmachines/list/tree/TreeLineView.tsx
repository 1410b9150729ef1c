import { useState } from 'react';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../../components/ui/Icon';
import { KebabButton } from '../../../../components/ui/KebabButton';
import { StatusLabel } from '../../../../components/ui/StatusLabel';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { severityLook, statusFacts } from '../../../../domain/vm-status';
import { dragRows, droppedKeys, isMachineDrag } from '../drag';
import styles from './tree.module.css';
import type { TreeActions } from './use-tree-actions';

interface TreeLineViewProps {
  line: TreeLine;
  top: number;
  id: string;
  /** The line that keys act on. */
  active: boolean;
  /** The list shows just this. */
  inForce: boolean;
  actions: TreeActions;
  onToggle(id: string): void;
  onMenu(line: TreeLine, x: number, y: number): void;
  onActivate(): void;
}

function nameOf(line: TreeLine): string {
  if (line.kind === 'vm') return line.row.name;
  return line.kind === 'project' ? line.project : line.group;
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

const Twist = ({ open, onClick }: { open: boolean; onClick(): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.twist}
      data-open={open || undefined}
      aria-label={open ? t('Collapse') : t('Expand')}
      onClick={(event) => (event.stopPropagation(), onClick())}
    >
      ›
    </button>
  );
};

/** A line of the tree: a click chooses it, it has a menu, and branches take machines that are dropped on them. */
export const TreeLineView = ({ line, top, id, active, inForce, actions, onToggle, onMenu, onActivate }: TreeLineViewProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const [over, setOver] = useState(false);
  const branch = line.kind !== 'vm';
  const name = nameOf(line);
  const accepts = (event: DragEvent) => branch && isMachineDrag(event);
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={line.depth + 1}
      aria-expanded={branch ? line.open : undefined}
      aria-selected={inForce}
      aria-label={branch ? t('{{name}}, {{count}} machines', { name, count: line.count }) : `${name}, ${line.row.status}`}
      className={styles.line}
      data-active={active || undefined}
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
      onClick={() => (onActivate(), actions.choose(line))}
      onContextMenu={(event) => (event.preventDefault(), onMenu(line, event.clientX, event.clientY))}
    >
      {branch ? <Twist open={line.open} onClick={() => onToggle(line.id)} /> : <span className={styles.twist} />}
      <Mark line={line} />
      <span className={styles.menu} role="presentation" onClick={(event) => event.stopPropagation()}>
        <KebabButton
          label={t('Actions of {{name}}', { name })}
          tabbable={false}
          onOpen={(button) => {
            const { left, bottom } = button.getBoundingClientRect();
            onMenu(line, left, bottom);
          }}
        />
      </span>
    </div>
  );
};
