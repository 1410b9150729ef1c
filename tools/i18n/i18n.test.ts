import { describe, expect, it } from 'vitest';
import { extensionKeys, usedKeys } from './keys';
import { brokenPlaceholders, incompleteRows, localeFile, mergeTables } from './tables';

describe('keys in the sources', () => {
  it('finds literals, both arms of a choice, and plurals', () => {
    const source = "const a = t('Start'); b = t(x ? 'On' : 'Off'); c = i18n.t('{{count}} machine', { count });";
    expect(usedKeys('a.ts', source).map(({ key, plural }) => [key, plural])).toEqual([
      ['Start', false],
      ['On', false],
      ['Off', false],
      ['{{count}} machine', true],
    ]);
  });

  it('finds the texts of the extensions', () => {
    expect(extensionKeys('"name": "%plugin__virtdeck~Catalog%"')).toEqual(['Catalog']);
  });
});

describe('tables', () => {
  it('refuses two rooms that disagree', () => {
    const { faults } = mergeTables([
      { room: 'a', rows: { Stop: { fr: 'Arrêter', zh: '停止' } } },
      { room: 'b', rows: { Stop: { fr: 'Stopper', zh: '停止' } } },
    ]);
    expect(faults).toHaveLength(1);
  });

  it('names what is missing', () => {
    expect(incompleteRows({ Stop: { fr: 'Arrêter' }, '{{count}} x_one': { fr: 'a', zh: 'b' } })).toEqual(['"Stop" has no zh', '"{{count}} x_one" has no en']);
  });

  it('names a translation that lost a value', () => {
    expect(brokenPlaceholders({ 'Delete {{name}}?': { fr: 'Supprimer ?', zh: '删除 {{name}}？' } })).toHaveLength(1);
  });

  it('takes the key for English', () => {
    expect(localeFile({ Stop: { fr: 'Arrêter' } }, 'en')).toEqual({ Stop: 'Stop' });
  });
});
