import { expect, it } from 'vitest';
import { startLanguage } from './i18n';
import { namesIn } from './masthead/projects';
import { nameIn } from './masthead/who';

it('speaks the remembered language, else one the browser prefers, else English', () => {
  expect(startLanguage('fr', ['zh-CN'])).toBe('fr');
  expect(startLanguage(null, ['de-DE', 'zh-CN', 'en'])).toBe('zh');
  expect(startLanguage('xx', ['de'])).toBe('en');
});

it('reads names out of lists and reviews, whatever else is in them', () => {
  expect(namesIn({ items: [{ metadata: { name: 'b' } }, null, {}, { metadata: { name: 'a' } }] })).toEqual(['a', 'b']);
  expect(namesIn(undefined)).toEqual([]);
  expect(nameIn({ status: { userInfo: { username: 'admin' } } })).toBe('admin');
  expect(nameIn({})).toBeUndefined();
});
