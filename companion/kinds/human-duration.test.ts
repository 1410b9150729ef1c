import { describe, expect, it } from 'vitest';
import { ageOf, humanDuration } from './human-duration';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('humanDuration', () => {
  it.each([
    [40 * second, '40s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [3 * minute + 5 * second, '3m5s'],
    [13 * minute, '13m'],
    [179 * minute, '179m'],
    [3 * hour, '3h'],
    [5 * hour + 20 * minute, '5h20m'],
    [47 * hour, '47h'],
    [3 * day + 4 * hour, '3d4h'],
    [100 * day, '100d'],
    [800 * day, '2y70d'],
    [4000 * day, '10y'],
    [-500, '0s'],
    [-5000, '<invalid>'],
  ])('shows %d ms as %s', (given, shown) => {
    expect(humanDuration(given)).toBe(shown);
  });
});

describe('ageOf', () => {
  it('says when a time is unknown', () => {
    expect(ageOf(undefined, 0)).toBe('<unknown>');
    expect(ageOf('not a time', 0)).toBe('<unknown>');
  });
  it('counts from the time to now', () => {
    expect(ageOf('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:00:40Z'))).toBe('40s');
  });
});
