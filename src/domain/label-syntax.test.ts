import { describe, expect, it } from 'vitest';
import { isLabelValue, isQualifiedName } from './label-syntax';

describe('the syntax of labels', () => {
  it.each(['', 'a', 'front-end', 'A.b_c', 'x'.repeat(63)])('accepts the value %j', (text) => expect(isLabelValue(text)).toBe(true));
  it.each(['-a', 'a-', 'a b', '<b>', 'x'.repeat(64), 'ä'])('refuses the value %j', (text) => expect(isLabelValue(text)).toBe(false));
  it.each(['app', 'vm.openshift.io/folder', 'a/b'])('accepts the name %j', (text) => expect(isQualifiedName(text)).toBe(true));
  it.each(['', '/', 'a/', '/a', 'A/b', 'a/b/c', 'a b'])('refuses the name %j', (text) => expect(isQualifiedName(text)).toBe(false));
});
