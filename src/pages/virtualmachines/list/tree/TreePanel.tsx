import { SearchInput } from '@patternfly/react-core';
import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TreeModel } from '../../../../domain/inventory/tree';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { useDerived } from '../../../../k8s/inventory/use-inventory';
import { useVirtualRows } from '../../../../components/ui/table/use-virtual-rows';
import type { ListModel } from '../use-list-model';
import { TreeLineView } from './TreeLineView';
import styles from './tree.module.css';
import { useTreeActions } from './use-tree-actions';

const LINE_HEIGHT = 32;

function useTree(model: ListModel) {
  const tree = useMemo(() => new TreeModel(), []);
  const revision = useDerived(
    model.store,
    useCallback(() => tree, [tree]),
  );
  return { tree, revision };
}

/** Projects, groups and machines with counts and the worst status; machines can be dragged onto groups. */
const Tree = ({ model, namespace }: { model: ListModel; namespace: string | undefined }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { preferences, changePreferences } = model;
  const { tree, revision } = useTree(model);
  const [wanted, setWanted] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const open = useMemo(
    () => new Set([...preferences.expanded, ...(namespace === undefined ? [] : [`p/${namespace}`])]),
    [preferences.expanded, namespace],
  );
  const lines = useMemo(() => {
    void revision;
    const lower = wanted.toLowerCase();
    return tree.lines(open, (name) => name.toLowerCase().includes(lower));
  }, [tree, revision, open, wanted]);
  const virtual = useVirtualRows(scroller, lines.length, LINE_HEIGHT);
  const inSight = virtual.getVirtualItems();
  const first = inSight.find((item) => item.start >= (virtual.scrollOffset ?? 0))?.index;
  const actions = useTreeActions(model);
  const toggle = useCallback(
    (id: string) =>
      changePreferences((before) => ({
        ...before,
        expanded: before.expanded.includes(id) ? before.expanded.filter((each) => each !== id) : [...before.expanded, id],
      })),
    [changePreferences],
  );
  const style = { width: preferences.treeWidth };
  return (
    <nav className={styles.panel} style={style} aria-label={t('Projects and groups')}>
      <div className={styles.head}>
        <SearchInput
          aria-label={t('Find a project or group')}
          placeholder={t('Find a project or group')}
          value={wanted}
          onChange={(_, value) => setWanted(value)}
          onClear={() => setWanted('')}
        />
      </div>
      <div ref={scroller} className={styles.scroller} role="tree" aria-label={t('Projects and groups')} data-test="tree">
        <div className={styles.lines} style={{ height: virtual.getTotalSize() }} role="presentation">
          {inSight.map(({ index, start }) => {
            const line: TreeLine | undefined = lines[index];
            return line && <TreeLineView key={line.id} line={line} top={start} entry={index === first} actions={actions} onToggle={toggle} />;
          })}
        </div>
      </div>
      <TreeResize width={preferences.treeWidth} onWidth={(treeWidth) => changePreferences((before) => ({ ...before, treeWidth }))} />
    </nav>
  );
};

const TreeResize = ({ width, onWidth }: { width: number; onWidth(width: number): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const clamp = (next: number) => onWidth(Math.max(160, Math.min(800, Math.round(next))));
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('Width of the tree')}
      aria-valuenow={width}
      aria-valuemin={160}
      aria-valuemax={800}
      className={styles.resize}
      onKeyDown={(event) => (event.key === 'ArrowRight' ? clamp(width + 16) : event.key === 'ArrowLeft' ? clamp(width - 16) : undefined)}
      onPointerDown={(event) => {
        const handle = event.currentTarget;
        const origin = event.clientX - width;
        handle.setPointerCapture(event.pointerId);
        handle.onpointermove = (moved) => clamp(moved.clientX - origin);
        handle.onpointerup = () => (handle.onpointermove = null);
      }}
    />
  );
};

/** Drawn anew when the tree changes, not with every machine. */
export default memo(Tree);
