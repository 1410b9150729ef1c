import type { PluginInfoEntry } from '@openshift/dynamic-plugin-sdk';
import { describe, expect, it } from 'vitest';
import { failuresOf } from './plugin-failures';

const manifest = (name: string, dependencies: Record<string, string> = {}) => ({
  name,
  version: '1.0.0',
  baseURL: '/',
  loadScripts: [],
  registrationMethod: 'callback' as const,
  extensions: [],
  dependencies,
});

describe('what is wrong with plugins', () => {
  it('is said with the words of every cause, each once', () => {
    const inner = new Error('range >=9 not met');
    const failed: PluginInfoEntry = {
      status: 'failed',
      manifest: manifest('one'),
      errorMessage: 'Failed to resolve dependencies',
      errorCause: new Error('Detected errors', { cause: [inner, inner] }),
    };
    expect(failuresOf([failed])).toEqual([
      { name: 'one', kind: 'load', reason: 'Failed to resolve dependencies: Detected errors: range >=9 not met' },
    ]);
  });

  it('includes waiting for a plugin that is not on its way, which would otherwise last for ever in silence', () => {
    const waiting: PluginInfoEntry = {
      status: 'pending',
      manifest: manifest('one', { two: '^1.0.0', '@console/pluginAPI': '*' }),
    };
    const other: PluginInfoEntry = { status: 'pending', manifest: manifest('two') };
    expect(failuresOf([waiting])).toEqual([{ name: 'one', kind: 'dependency', reason: 'two ^1.0.0' }]);
    expect(failuresOf([waiting, other])).toEqual([]);
  });

  it('is nothing when they are loaded', () => {
    expect(failuresOf([{ status: 'loaded', manifest: manifest('one'), enabled: true }])).toEqual([]);
  });
});
