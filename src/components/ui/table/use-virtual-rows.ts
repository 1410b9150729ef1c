import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import type { VirtualizerOptions } from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useReducer, useState } from 'react';
import type { RefObject } from 'react';

/** A height to go by before layout, and where there is none (tests). */
const ASSUMED_HEIGHT = 600;

type Options = VirtualizerOptions<HTMLDivElement, Element>;

/**
 * Which rows are in sight. Rows are of one height, so that nothing is measured while scrolling. The library's React
 * binding is not used: it imports react-dom, which hosts do not share.
 */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
): Virtualizer<HTMLDivElement, Element> {
  const [, redraw] = useReducer((draws: number) => draws + 1, 0);
  const options: Options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
    initialRect: { width: 0, height: ASSUMED_HEIGHT },
    scrollToFn: elementScroll,
    observeElementOffset,
    observeElementRect: (instance, changed) =>
      observeElementRect(instance, (rect) => changed(rect.height > 0 ? rect : { ...rect, height: ASSUMED_HEIGHT })),
    onChange: redraw,
  };
  const [virtualizer] = useState(() => new Virtualizer(options));
  virtualizer.setOptions(options);
  useEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return virtualizer;
}
