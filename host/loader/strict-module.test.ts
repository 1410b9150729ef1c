import { expect, it } from 'vitest';
import { mergeFlags } from './server-flags';
import { strictModule } from './strict-module';
import { isPlainVersion } from './versions';

it('asking a shared module for what it lacks says what is missing', () => {
  const shared: Record<string, unknown> = strictModule('some/sdk', { useFlag: 1 });
  expect(shared.useFlag).toBe(1);
  expect(shared.__esModule).toBe(true);
  expect(shared.then).toBeUndefined();
  expect(() => shared.useModal).toThrow('This host does not offer “useModal” of some/sdk');
});

it('server flags of the wrong type fall back, unknown ones are kept', () => {
  const flags = mergeFlags({
    consolePlugins: 'virtdeck',
    releaseVersion: '4.23.0',
    i18nNamespaces: [1],
    virtdeck: { mode: 'local' },
  });
  expect(flags).toMatchObject({ consolePlugins: ['virtdeck'], releaseVersion: '4.23.0', i18nNamespaces: ['plugin__virtdeck'] });
  expect(flags).toHaveProperty('virtdeck', { mode: 'local' });
});

it('only a full version can be compared with what plugins require', () => {
  expect(['4.22.0', '4.22.0-ec.1', '5.0.0+build'].every(isPlainVersion)).toBe(true);
  expect(['', '4.22', 'v4.22.0', 'unknown'].some(isPlainVersion)).toBe(false);
});
