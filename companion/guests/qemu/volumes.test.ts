import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installed } from '../test-support/installed';
import { guestFiles, type GuestFiles } from './files';
import { prepareVolume } from './volumes';

let parent: string;
let files: GuestFiles;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'virtdeck-volumes-'));
  files = guestFiles(parent, 'uid');
  mkdirSync(files.folder);
});
afterEach(() => rmSync(parent, { recursive: true }));

const isoinfo = (...args: string[]) => execFileSync('isoinfo', ['-i', files.seed('seed'), ...args], { encoding: 'utf8' });
const seed = (content: Record<string, string | Buffer>) => prepareVolume({ name: 'seed', source: { type: 'files', label: 'config-2', files: content } }, files);

test('an image is used as it is', async () => {
  const source = { type: 'image', path: '/disks/a.qcow2', format: 'qcow2', readOnly: true } as const;
  expect(await prepareVolume({ name: 'a', source }, files)).toEqual({ name: 'a', path: '/disks/a.qcow2', format: 'qcow2', readOnly: true, seed: false });
});

describe.skipIf(!installed('genisoimage'))('a seed', () => {
  test('is an ISO with the label and long names, and nothing else is left', async () => {
    const volume = await seed({ 'openstack/latest/user_data': '#cloud-config\n', 'meta-data': Buffer.from('{}') });
    expect(volume).toMatchObject({ format: 'raw', readOnly: true, seed: true });
    expect(isoinfo('-d')).toContain('Volume id: config-2');
    expect(isoinfo('-J', '-x', '/openstack/latest/user_data')).toBe('#cloud-config\n');
    expect(isoinfo('-R', '-x', '/meta-data')).toBe('{}');
    expect(readdirSync(files.folder)).toEqual(['seed-seed.iso']);
  });

  test.each(['../outside', '/etc/passwd', 'a/../../b'])('refuses the file name %s', async (name) => {
    await expect(seed({ [name]: 'x' })).rejects.toThrow('not a file name');
    expect(readdirSync(files.folder)).toEqual([]);
    expect(existsSync(join(parent, 'outside'))).toBe(false);
  });
});

describe.skipIf(!installed('qemu-img'))('a disk of its own', () => {
  test('an empty one has the capacity and hardly any size', async () => {
    const { path } = await prepareVolume({ name: 'scratch', source: { type: 'empty', capacity: 2 ** 30 } }, files);
    expect(JSON.parse(execFileSync('qemu-img', ['info', '--output=json', path], { encoding: 'utf8' }))).toMatchObject({ format: 'qcow2', 'virtual-size': 2 ** 30 });
    expect(statSync(path).size).toBeLessThan(2 ** 20);
  });

  test('an overlay leaves its base alone, and a missing base is named', async () => {
    const base = (await prepareVolume({ name: 'base', source: { type: 'empty', capacity: 2 ** 20 } }, files)).path;
    const { path } = await prepareVolume({ name: 'over', source: { type: 'overlay', base, format: 'qcow2' } }, files);
    expect(JSON.parse(execFileSync('qemu-img', ['info', '--output=json', path], { encoding: 'utf8' }))).toMatchObject({ 'backing-filename': base });
    await expect(prepareVolume({ name: 'bad', source: { type: 'overlay', base: '/none.qcow2', format: 'qcow2' } }, files)).rejects.toThrow('/none.qcow2');
  });
});
