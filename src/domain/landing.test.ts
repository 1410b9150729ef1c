import { expect, it } from 'vitest';
import { landingNamespace } from './landing';

it('starts in default where one may, else in the first project by name', () => {
  expect(landingNamespace(['zoo', 'default', 'apps'])).toBe('default');
  expect(landingNamespace(['zoo', 'apps'])).toBe('apps');
  expect(landingNamespace([])).toBeUndefined();
});
