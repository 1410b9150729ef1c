import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './table.module.css';

const LEAST_WIDTH = 60;
const STEP = 16;

interface ResizeHandleProps {
  label: string;
  onResize(width: number): void;
}

function headWidth(handle: Element): number {
  return handle.parentElement?.getBoundingClientRect().width ?? LEAST_WIDTH;
}

/** The grip at the end of a column's head: by pointer, or by arrow keys when focused. */
export const ResizeHandle = ({ label, onResize }: ResizeHandleProps) => {
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const origin = { x: event.clientX, width: headWidth(handle) };
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (moved) => onResize(Math.max(LEAST_WIDTH, Math.round(origin.width + moved.clientX - origin.x)));
    handle.onpointerup = () => (handle.onpointermove = null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLSpanElement>) => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(Math.max(LEAST_WIDTH, Math.round(headWidth(event.currentTarget) + step)));
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={0}
      tabIndex={-1}
      className={styles.resize}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
};
