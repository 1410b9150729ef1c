import { observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** A height to go by before layout, and where there is none (tests). */
const ASSUMED_HEIGHT = 600;

/** Which rows are in sight. Rows are of one height, so that nothing is measured while scrolling. */
export function useVirtualRows(scroller: RefObject<HTMLDivElement | null>, count: number, rowHeight: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
    initialRect: { width: 0, height: ASSUMED_HEIGHT },
    observeElementRect: (instance, changed) =>
      observeElementRect(instance, (rect) => changed(rect.height > 0 ? rect : { ...rect, height: ASSUMED_HEIGHT })),
  });
}
