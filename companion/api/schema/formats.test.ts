import { describe, expect, it } from 'vitest';
import { formatTest } from './formats';
import { compilePattern } from './pattern';

describe('formatTest', () => {
  it.each([
    ['date-time', '2026-01-02T03:04:05.678+02:00', 'yesterday'],
    ['date', '2026-01-02', '2026-1-2'],
    ['duration', '1h30m', 'long'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123'],
    ['mac', '02:00:00:00:00:01', '02:00'],
    ['ipv4', '10.0.0.1', '10.0.0'],
    ['ipv6', '::1', '10.0.0.1'],
    ['cidr', '10.0.0.0/8', '10.0.0.0/40'],
    ['hostname', 'a.example.com', '-a'],
    ['email', 'a@b', 'ab'],
    ['byte', 'YWI=', 'YWI'],
    ['uri', 'https://a/b', 'no uri'],
  ])('%s takes %s and not %s', (format, good, bad) => {
    expect([formatTest(format)?.(good), formatTest(format)?.(bad)]).toEqual([true, false]);
  });

  it('has no test for formats nobody checks', () => {
    expect(formatTest('int64')).toBeUndefined();
    expect(formatTest('constructor')).toBeUndefined();
  });
});

describe('compilePattern', () => {
  it.each([
    ['^[[:alnum:]]+$', 'a1', 'a-1'],
    ['\\A\\d+\\z', '12', 'a12'],
    ['(?i)^abc$', 'ABC', 'abd'],
    ['^a\\-b$', 'a-b', 'ab'],
  ])('reads %s', (pattern, good, bad) => {
    expect([compilePattern(pattern)?.test(good), compilePattern(pattern)?.test(bad)]).toEqual([true, false]);
  });

  it('gives up on what JavaScript cannot read', () => {
    expect(compilePattern('(')).toBeUndefined();
  });
});
