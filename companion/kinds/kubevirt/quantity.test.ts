import { expect, it } from 'vitest';
import { durationMs } from './durations';
import { parseQuantity as tryQuantity } from '../../../contracts/quantity';
import { formatBytes, parseQuantity } from './quantity';

it.each([
  ['1', 1],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['500m', 0.5],
  ['1e3', 1000],
  ['2E3', 2000],
  ['1E', 1e18],
  ['-64Mi', -64 * 2 ** 20],
  ['1k', 1000],
  ['+.5', 0.5],
])('%s is %d', (text, value) => {
  expect(parseQuantity(text)).toBeCloseTo(value, 6);
});

it('texts that are no quantities are none', () => {
  for (const text of ['', 'lots', '1 Gi', '1GiB', 'Gi', '1.2.3']) expect(tryQuantity(text)).toBeUndefined();
});

it('bytes are written in the biggest unit that loses nothing', () => {
  expect([0, 1024, 1536 * 2 ** 20, 2 ** 30, 1000].map(formatBytes)).toEqual(['0', '1Ki', '1536Mi', '1Gi', '1000']);
});

it('durations are read as Go writes them', () => {
  expect(['5m0s', '1h30m', '90s', '1.5s', '200ms'].map(durationMs)).toEqual([300_000, 5_400_000, 90_000, 1500, 200]);
  expect(['', 'soon', '5', 5, undefined].map(durationMs)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
