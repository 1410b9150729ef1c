import { memo, useCallback, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TreeModel } from '../../../../domain/inventory/tree';
import type { TreeLine } from '../../../../domain/inventory/tree';
import { useDerived } from '../../../../k8s/inventory/use-inventory';
import { useVirtualRows } from '../../../../components/ui/table/use-virtual-rows';
import type { ListModel } from '../use-list-model';
import { isInForce } from './in-force';
import { TreeHead } from './TreeHead';
import { TreeLineView } from './TreeLineView';
import { TreeMenu } from './TreeMenu';
import { TreeResize } from './TreeResize';
import styles from './tree.module.css';
import { useTreeActions } from './use-tree-actions';
import { useTreeKeys } from './use-tree-keys';

const LINE_HEIGHT = 32;
const PAGE_LINES = 10;

interface TreeProps {
  model: ListModel;
  namespace: string | undefined;
}

/** The lines to show, and the way to open and close them. */
function useTree({ store, preferences, changePreferences }: ListModel, namespace: string | undefined, wanted: string) {
  const tree = useMemo(() => new TreeModel(), []);
  const revision = useDerived(
    store,
    useCallback(() => tree, [tree]),
  );
  const open = useMemo(
    () => new Set([...preferences.expanded, ...(namespace === undefined ? [] : [`p/${namespace}`])]),
    [preferences.expanded, namespace],
  );
  const lines = useMemo(() => {
    void revision;
    const lower = wanted.toLowerCase();
    return tree.lines(open, (name) => name.toLowerCase().includes(lower));
  }, [tree, revision, open, wanted]);
  const toggle = useCallback(
    (id: string) =>
      changePreferences((before) => ({
        ...before,
        expanded: before.expanded.includes(id) ? before.expanded.filter((each) => each !== id) : [...before.expanded, id],
      })),
    [changePreferences],
  );
  return { tree, lines, toggle };
}

/** Projects, groups and machines with counts and the worst status; machines can be dragged onto groups. */
const Tree = ({ model, namespace }: TreeProps) => {
  const { t } = useTranslation('plugin__virtdeck');
  const { preferences, changePreferences, query, url } = model;
  const id = useId();
  const [wanted, setWanted] = useState('');
  const [menu, setMenu] = useState<{ line: TreeLine; x: number; y: number }>();
  const scroller = useRef<HTMLDivElement>(null);
  const { tree, lines, toggle } = useTree(model, namespace, wanted);
  const virtual = useVirtualRows(scroller, lines.length, LINE_HEIGHT);
  const actions = useTreeActions(model);
  const openMenu = useCallback((line: TreeLine, x: number, y: number) => setMenu({ line, x, y }), []);
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const keys = useTreeKeys({
    lines,
    pageSize: PAGE_LINES,
    actions,
    reveal: (index) => virtual.scrollToIndex(index),
    onToggle: toggle,
    onMenu: (index) => {
      const line = lines[index];
      const place = document.getElementById(`${id}-${index}`)?.getBoundingClientRect();
      if (line) openMenu(line, place?.left ?? 0, place?.bottom ?? 0);
    },
  });
  const scope = { query: query.query, namespace, peek: url.peek };
  return (
    <nav className={styles.panel} style={{ width: preferences.treeWidth }} aria-label={t('Projects and groups')}>
      <TreeHead model={model} tree={tree} wanted={wanted} onWanted={setWanted} />
      <div
        ref={scroller}
        className={styles.scroller}
        role="tree"
        tabIndex={0}
        aria-label={t('Projects and groups')}
        aria-activedescendant={keys.active >= 0 ? `${id}-${keys.active}` : undefined}
        onKeyDown={keys.onKeyDown}
        data-test="tree"
      >
        <div className={styles.lines} style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line: TreeLine | undefined = lines[index];
            return (
              line && (
                <TreeLineView
                  key={line.id}
                  id={`${id}-${index}`}
                  line={line}
                  top={start}
                  active={index === keys.active}
                  inForce={isInForce(line, scope)}
                  actions={actions}
                  onToggle={toggle}
                  onMenu={openMenu}
                  onActivate={() => keys.setActive(index)}
                />
              )
            );
          })}
        </div>
      </div>
      {menu && <TreeMenu {...menu} model={model} tree={tree} onClose={closeMenu} />}
      <TreeResize width={preferences.treeWidth} onWidth={(treeWidth) => changePreferences((before) => ({ ...before, treeWidth }))} />
    </nav>
  );
};

/** Drawn anew when the tree changes, not with every machine. */
export default memo(Tree);
