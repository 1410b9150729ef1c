import { Button } from '@patternfly/react-core';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../../../../components/ui/Icon';
import { useVirtualRows } from '../../../../components/ui/table/use-virtual-rows';
import { VmScreen } from '../../../../components/vm/VmScreen';
import { VmStatus } from '../../../../components/vm/VmStatus';
import type { VmRow } from '../../../../domain/inventory/row';
import { vmConsolePath, vmPath } from '../../../../domain/paths';
import { statusFacts } from '../../../../domain/vm-status';
import { RowMenu } from '../RowMenu';
import styles from './screens.module.css';

const TILE_WIDTH = 260;
const TILE_HEIGHT = 252;

/** How many tiles fit beside each other. */
function useTilesPerLine(): [
  ref: (element: HTMLDivElement | null) => void,
  scroller: React.RefObject<HTMLDivElement | null>,
  tiles: number,
] {
  const scroller = useRef<HTMLDivElement | null>(null);
  const observer = useRef<ResizeObserver | undefined>(undefined);
  const [tiles, setTiles] = useState(4);
  const ref = useCallback((element: HTMLDivElement | null) => {
    scroller.current = element;
    observer.current?.disconnect();
    if (!element || typeof ResizeObserver === 'undefined') return;
    observer.current = new ResizeObserver(([entry]) => entry && setTiles(Math.max(1, Math.floor(entry.contentRect.width / TILE_WIDTH))));
    observer.current.observe(element);
  }, []);
  return [ref, scroller, tiles];
}

const Tile = ({ row, onPeek }: { row: VmRow; onPeek(row: VmRow): void }) => {
  const { t } = useTranslation('plugin__virtdeck');
  const running = row.phase === 'Running';
  return (
    <article className={styles.tile} data-tone={statusFacts(row.status).tone} data-test="tile">
      <button
        type="button"
        className={styles.picture}
        onClick={() => onPeek(row)}
        aria-label={t('Show {{name}} beside the list', { name: row.name })}
      >
        <VmScreen namespace={row.namespace} name={row.name} running={running && row.graphics} />
      </button>
      <div className={styles.caption}>
        <Link to={vmPath(row)} className={styles.name} title={row.name}>
          {row.name}
        </Link>
        <Button
          variant="plain"
          size="sm"
          isDisabled={!running}
          aria-label={t('Open the console of {{name}}', { name: row.name })}
          icon={<Icon name="console" />}
          onClick={() => window.open(vmConsolePath(row), '_blank', 'popup,width=1100,height=800')}
        />
        <RowMenu row={row} />
      </div>
      <div className={styles.caption}>
        <VmStatus status={row.status} />
        <span className={styles.project}>{row.namespace}</span>
      </div>
    </article>
  );
};

/** The machines as their screens. Only tiles in sight exist, and only they ask for pictures. */
const Screens = ({ rows, onPeek }: { rows: readonly VmRow[]; onPeek(row: VmRow): void }) => {
  const [ref, scroller, perLine] = useTilesPerLine();
  const lines = Math.ceil(rows.length / perLine);
  const virtual = useVirtualRows(scroller, lines, TILE_HEIGHT);
  return (
    <div ref={ref} className={styles.scroller} tabIndex={0} data-test="screens">
      <div className={styles.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className={styles.line}
            style={{ transform: `translateY(${start}px)`, gridTemplateColumns: `repeat(${perLine}, minmax(0, 1fr))` }}
          >
            {rows.slice(index * perLine, (index + 1) * perLine).map((row) => (
              <Tile key={row.key} row={row} onPeek={onPeek} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
};

export default Screens;
