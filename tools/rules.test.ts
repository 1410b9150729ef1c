import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const house = mkdtempSync(join(tmpdir(), 'house-'));

/** A house of two files, the first importing the second; the rules it breaks. */
function broken(from: string, to: string): string {
  for (const file of [from, to]) mkdirSync(join(house, dirname(file)), { recursive: true });
  const way = `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.tsx?$/, '')}`;
  writeFileSync(join(house, to), 'export const there = 1;\n');
  writeFileSync(join(house, from), `export { there } from '${way}';\n`);
  const tool = join(root, 'node_modules/.bin/depcruise');
  const { stdout } = spawnSync(tool, [from.split('/')[0] ?? '', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'], { cwd: house, encoding: 'utf8' });
  rmSync(join(house, from));
  rmSync(join(house, to));
  return stdout;
}

copyFileSync(join(root, '.dependency-cruiser.cjs'), join(house, '.dependency-cruiser.cjs'));
copyFileSync(join(root, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'));
symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
afterAll(() => rmSync(house, { recursive: true }));

describe('the rules of who may import whom', () => {
  it.each([
    ['src/pages/catalog/a.ts', 'src/pages/overview/b.ts', 'no-page-to-page'],
    ['src/domain/a.ts', 'src/k8s/b.ts', 'domain'],
    ['src/actions/a.ts', 'src/dialogs/b.ts', 'actions'],
    ['src/k8s/a.ts', 'companion/lib/b.ts', 'browser-not-node'],
    ['companion/api/a.ts', 'companion/controllers/b.ts', 'api-and-controllers-meet-in-the-store'],
    ['companion/controllers/a.ts', 'companion/guests/qemu/b.ts', 'only-main-names-a-driver'],
    ['host/shell/a.ts', 'src/k8s/b.ts', 'host-loads-the-build'],
    ['integration-tests/a.ts', 'src/domain/b.ts', 'tests-see-the-outside'],
  ])('refuse %s importing %s', (from, to, rule) => {
    expect(broken(from, to)).toContain(`error ${rule}`);
  });

  it('let a page import an action', () => {
    expect(broken('src/pages/catalog/a.ts', 'src/actions/b.ts')).toContain('no dependency violations found');
  });
});
