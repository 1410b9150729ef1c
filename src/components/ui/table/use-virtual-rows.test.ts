import { Virtualizer } from '@tanstack/virtual-core';
import { describe, expect, it } from 'vitest';
import { slotsOf } from './use-virtual-rows';

const HEIGHT = 40;

function at(scrollOffset: number, { count = 1000, isScrolling = true } = {}): Virtualizer<HTMLDivElement, Element> {
  const virtual = new Virtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => null,
    estimateSize: () => HEIGHT,
    scrollToFn: () => undefined,
    observeElementOffset: () => undefined,
    observeElementRect: () => undefined,
  });
  virtual.scrollOffset = scrollOffset;
  virtual.scrollRect = { width: 100, height: 400 };
  virtual.isScrolling = isScrolling;
  return virtual;
}

describe('the slots of rows', () => {
  it('are always as many, and cover what is in sight wherever the table stands', () => {
    for (const offset of [0, 1, 399, 20_000, 39_599, 39_600]) {
      const slots = slotsOf(at(offset), HEIGHT);
      expect(slots).toHaveLength(27);
      const indexes = slots.map((each) => each.index);
      expect(Math.min(...indexes)).toBeLessThanOrEqual(Math.floor(offset / HEIGHT));
      expect(Math.max(...indexes)).toBeGreaterThanOrEqual(Math.min(999, Math.floor((offset + 399) / HEIGHT)));
    }
  });

  it('pass from the row that leaves to the row that comes, all others stay where they are', () => {
    const before = new Map(slotsOf(at(8000), HEIGHT).map((each) => [each.slot, each.index]));
    const after = slotsOf(at(8000 + HEIGHT), HEIGHT);
    const changed = after.filter((each) => before.get(each.slot) !== each.index);
    expect(changed).toHaveLength(1);
    expect(after.map((each) => each.slot)).toEqual([...before.keys()]);
  });

  it('stand in the order of the rows once the table is at rest', () => {
    const indexes = slotsOf(at(8000, { isScrolling: false }), HEIGHT).map((each) => each.index);
    expect(indexes).toEqual([...indexes].sort((left, right) => left - right));
  });

  it('are no more than there are rows', () => {
    expect(slotsOf(at(0, { count: 3 }), HEIGHT)).toHaveLength(3);
    expect(slotsOf(at(0, { count: 0 }), HEIGHT)).toEqual([]);
  });
});
