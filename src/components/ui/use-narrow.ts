import { useCallback, useRef, useState } from 'react';

/** Watches the width of an element: the page may be narrow beside a wide navigation. */
export function useNarrow(below: number): [ref: (element: HTMLElement | null) => void, narrow: boolean] {
  const [narrow, setNarrow] = useState(false);
  const observer = useRef<ResizeObserver | undefined>(undefined);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element || typeof ResizeObserver === 'undefined') return;
      observer.current = new ResizeObserver(([entry]) => entry && setNarrow(entry.contentRect.width < below));
      observer.current.observe(element);
    },
    [below],
  );
  return [ref, narrow];
}
