import { expect, test } from 'vitest';
import { parseQuantity } from './quantity';

test.each([
  ['1Gi', 2 ** 30],
  ['500M', 5e8],
  ['1e3', 1000],
  ['1E', 1e18],
  ['128974848', 128974848],
  ['1.5Ki', 1536],
  ['100m', 0.1],
])('reads %s', (text, value) => expect(parseQuantity(text)).toBeCloseTo(value));

test.each(['', 'x', '1Zi', 'Gi', '1.2.3'])('refuses %j', (text) => expect(parseQuantity(text)).toBeUndefined());
