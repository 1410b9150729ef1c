import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import type { VirtualizerOptions } from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useReducer, useState } from 'react';
import type { RefObject } from 'react';

/** A height to go by before layout, and where there is none (tests). */
const ASSUMED_HEIGHT = 600;

/** Rows drawn above and below those in sight. */
const OVERSCAN = 8;

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
    overscan: OVERSCAN,
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

/** A row to draw, and the place in the DOM that is used for it. */
export interface Slot {
  slot: number;
  index: number;
  start: number;
}

/**
 * The rows to draw, each with a slot that passes from a row that has left to one that comes: always as many, so that while
 * scrolling nothing is added to the page or taken from it. Additions make the browser style every row anew, because of
 * `:has()` in the host's style sheets. In motion the slots stay in place; at rest they stand in the order of the rows, as
 * those expect who read or tab through them.
 */
export function slotsOf(virtual: Virtualizer<HTMLDivElement, Element>, rowHeight: number): Slot[] {
  const { count } = virtual.options;
  const inSight = Math.ceil((virtual.scrollRect?.height ?? ASSUMED_HEIGHT) / rowHeight) + 1;
  const size = Math.min(count, inSight + 2 * OVERSCAN);
  const top = Math.floor((virtual.scrollOffset ?? 0) / rowHeight);
  const first = Math.max(0, Math.min(count - size, top - OVERSCAN));
  const rows = Array.from({ length: size }, (_, place) => {
    const index = first + place;
    return { slot: index % size, index, start: index * rowHeight };
  });
  return virtual.isScrolling ? rows.sort((left, right) => left.slot - right.slot) : rows;
}
