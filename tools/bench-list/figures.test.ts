import { describe, expect, it } from 'vitest';
import { percentile, table } from './figures';

describe('the table of the benchmark', () => {
  it('puts the least a script needs beside each value, as a ratio', () => {
    const rows = table([10, 20], [{ 'first row, ms': { value: 30, least: 10 } }, { 'first row, ms': { value: 45, least: 10 } }]).split('\n');
    expect(rows.at(-1)).toBe('| first row, ms | 30.0 (3.0 ×) | 10.0 | 45.0 (4.5 ×) | 10.0 |');
  });

  it('has no ratio where there is nothing to compare with, or next to nothing', () => {
    expect(table([1], [{ a: { value: 2 }, b: { value: 3, least: 0.1 } }]).split('\n').slice(2)).toEqual(['| a | 2.0 |  |', '| b | 3.0 | 0.1 |']);
  });
});

it('a percentile is one of the values', () => {
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([3, 1, 2], 0.95)).toBe(3);
});
