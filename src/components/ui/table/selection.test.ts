import { expect, test } from 'vitest';
import { extendKeys } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const extended = (keys: string[], anchor: number, from: number, to: number) => [...extendKeys(new Set(keys), order, { anchor, from, to })].sort();

test('reaching further takes everything from where one stood', () => {
  expect(extended([], 1, 1, 2)).toEqual(['b', 'c']);
  expect(extended(['b', 'c'], 1, 2, 4)).toEqual(['b', 'c', 'd', 'e']);
});

test('coming back gives back, also past where one stood', () => {
  expect(extended(['b', 'c', 'd'], 1, 3, 2)).toEqual(['b', 'c']);
  expect(extended(['b', 'c'], 1, 2, 0)).toEqual(['a', 'b']);
});

test('what was selected elsewhere stays', () => {
  expect(extended(['e'], 0, 0, 1)).toEqual(['a', 'b', 'e']);
});
