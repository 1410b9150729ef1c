import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guestFiles } from './files';
import { keptFolder } from './kept-state';

test.each(['', '..', 'a/b', '../a', '.hidden', 'a\0b', 'x'.repeat(64)])('the uid %j cannot become a folder', (uid) => {
  expect(() => guestFiles('/guests', uid)).toThrow('not a uid');
});

test.each(['', '..', 'a/../../b', '.hidden'])('the volume name %j cannot become a file', (name) => {
  const files = guestFiles('/guests', 'uid');
  expect(() => files.seed(name)).toThrow('not a volume name');
  expect(() => files.overlay(name)).toThrow('not a volume name');
});

test.each([
  ['..', 'a'],
  ['a', '../b'],
  ['a', 'b/c'],
  ['A', 'b'],
])('state is not kept for %j %j', (namespace, name) => {
  expect(() => keptFolder('/guests', namespace, name)).toThrow('not a name');
});

test('two machines never share kept state', () => {
  expect(keptFolder('/guests', 'a', 'b.c')).not.toBe(keptFolder('/guests', 'a.b', 'c'));
});

test('generations are found in the order of their numbers', () => {
  const parent = mkdtempSync(join(tmpdir(), 'virtdeck-files-'));
  const files = guestFiles(parent, 'uid');
  expect(files.generations()).toEqual([]);
  for (const name of ['process-10', 'process-9', 'process-x', 'other']) mkdirSync(join(files.folder, name), { recursive: true });
  expect(files.generations()).toEqual([9, 10]);
  rmSync(parent, { recursive: true });
});
