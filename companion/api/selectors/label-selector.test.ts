import { describe, expect, it } from 'vitest';
import { matchesLabels, parseLabelSelector } from './label-selector';

const labels = { app: 'web', tier: '', 'example.com/size': '7' };
const matches = (selector: string) => matchesLabels(parseLabelSelector(selector), labels);

describe('label selectors', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app = web , tier', true],
    ['app=', false],
    ['tier=', true],
    ['tier in ()', true],
    ['app in (db,web)', true],
    ['app in (db, )', false],
    ['app notin (db)', true],
    ['none notin (db)', true],
    ['none!=x', true],
    ['!none', true],
    ['!app', false],
    ['example.com/size>6', true],
    ['example.com/size<7', false],
    ['app>1', false],
    ['constructor', false],
  ])('%s: %s', (selector, expected) => {
    expect(matches(selector)).toBe(expected);
  });

  it.each(['a in (', 'a in x', '=b', 'a,,b', 'a=b=c', 'a!', 'a>x', 'a b', '(', 'a=(b)', 'a in (b', ',', 'a b/c/d', 'Ä=1'])('refuses %s', (selector) => {
    expect(() => parseLabelSelector(selector)).toThrow(/^(unable to parse requirement: |found '.?', expected: )/);
  });
});
