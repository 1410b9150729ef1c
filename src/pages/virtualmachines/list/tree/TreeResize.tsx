import { useTranslation } from 'react-i18next';
import styles from './tree.module.css';

/** The edge of the tree: moved by dragging or with the arrow keys. */
export const TreeResize = ({ width, onWidth }: { width: number; onWidth(width: number): void }) => {
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
