import jsonPatch from 'fast-json-patch';
import { describe, expect, it } from 'vitest';
import { createGuardedPatch } from './guard';

const machine = (labels?: Record<string, string>, resourceVersion = '7') => ({ metadata: { ...(labels && { labels }), resourceVersion } });
const apply = (document: unknown, patch: ReturnType<typeof createGuardedPatch>) =>
  jsonPatch.applyPatch(structuredClone(document), patch, true).newDocument;

describe('a guarded patch', () => {
  it('adds a label only while nobody else has given the same one', () => {
    const patch = createGuardedPatch(machine({ tier: 'front' }), machine({ tier: 'front', folder: 'a' }));
    expect(patch).toEqual([
      { op: 'test', path: '/metadata/labels', value: { tier: 'front' } },
      { op: 'add', path: '/metadata/labels/folder', value: 'a' },
    ]);
    expect(() => apply(machine({ tier: 'front', folder: 'b' }), patch)).toThrow();
  });

  it('adds a label although the status, and so the resource version, changed meanwhile', () => {
    const patch = createGuardedPatch(machine({ tier: 'front' }), machine({ tier: 'front', folder: 'a' }));
    expect(apply(machine({ tier: 'front' }, '8'), patch)).toEqual(machine({ tier: 'front', folder: 'a' }, '8'));
  });

  it('gives the first labels of all only to the version that had none', () => {
    const patch = createGuardedPatch(machine(), machine({ folder: 'a' }));
    expect(patch).toEqual([
      { op: 'test', path: '/metadata/resourceVersion', value: '7' },
      { op: 'add', path: '/metadata/labels', value: { folder: 'a' } },
    ]);
    expect(() => apply(machine({ folder: 'b' }, '8'), patch)).toThrow();
  });

  it('moves from group to group by a test of the old one', () => {
    expect(createGuardedPatch(machine({ folder: 'a' }), machine({ folder: 'b' }))).toEqual([
      { op: 'test', path: '/metadata/labels/folder', value: 'a' },
      { op: 'replace', path: '/metadata/labels/folder', value: 'b' },
    ]);
  });

  it('takes out of a group by a test of the old one', () => {
    expect(createGuardedPatch(machine({ folder: 'a', tier: 'x' }), machine({ tier: 'x' }))).toEqual([
      { op: 'test', path: '/metadata/labels/folder', value: 'a' },
      { op: 'remove', path: '/metadata/labels/folder' },
    ]);
  });
});
