import { useCallback, useRef, useState } from 'react';

/** A width to draw by before the first measurement. */
const ASSUMED_WIDTH = 1280;

/** Watches the width of an element: the page may be narrow beside a wide navigation. */
export function useWidth(): [ref: (element: HTMLElement | null) => void, width: number] {
  const [width, setWidth] = useState(ASSUMED_WIDTH);
  const observer = useRef<ResizeObserver | undefined>(undefined);
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element || typeof ResizeObserver === 'undefined') return;
    observer.current = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.current.observe(element);
  }, []);
  return [ref, width];
}
