import { describe, expect, it } from 'vitest';
import { isEmptySelector, selects } from './label-selection';

const labels = { app: 'web', tier: 'front' };

describe('a label selector', () => {
  it.each([
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'web', tier: 'back' } }, false],
    [{ matchLabels: { constructor: 'x' } }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
    [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false],
    [{ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'Sideways' }] }, false],
    [{}, true],
  ])('%j', (selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });

  it('without any requirement is empty', () => {
    expect(isEmptySelector({})).toBe(true);
    expect(isEmptySelector({ matchExpressions: [{ key: 'a', operator: 'Exists' }] })).toBe(false);
  });
});
