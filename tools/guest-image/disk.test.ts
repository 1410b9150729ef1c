import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cpio } from './cpio';
import { bootRecord, VIRTUAL_SIZE } from './disk';

const home = mkdtempSync(join(tmpdir(), 'cpio-test-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('writes an archive that cpio reads, with the folders between', () => {
  const archive = cpio([
    { path: 'etc/deep/file', type: 'file', mode: 0o640, data: Buffer.from('odd') },
    { path: 'bin/sh', type: 'link', target: '/bin/busybox' },
    { path: 'dev/console', type: 'device', mode: 0o600, major: 5, minor: 1 },
  ]);
  const listing = execFileSync('cpio', ['-itv', '--quiet', '--numeric-uid-gid'], { input: archive }).toString().replace(/ +/g, ' ');
  expect(listing).toMatch(/-rw-r----- 1 0 0 3 .* etc\/deep\/file/);
  expect(listing).toMatch(/bin\/sh -> \/bin\/busybox/);
  expect(listing).toMatch(/crw------- 1 0 0 5, 1 .* dev\/console/);
  expect(listing.split('\n').filter((line) => line.startsWith('d')).length).toBe(4);
});

it('describes a boot partition for BIOS and UEFI and a data partition up to the end', () => {
  const record = bootRecord(Buffer.alloc(440, 0x90));
  expect(record.length).toBe(512);
  expect(record.readUInt16LE(510)).toBe(0xaa55);
  expect([record[446], record[450]]).toEqual([0x80, 0xef]);
  expect(record.readUInt32LE(454) + record.readUInt32LE(458)).toBe(record.readUInt32LE(470));
  expect(record.readUInt32LE(470) + record.readUInt32LE(474)).toBe(VIRTUAL_SIZE / 512);
});
