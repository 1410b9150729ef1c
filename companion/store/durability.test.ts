import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open as openDatabase } from 'lmdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock';
import { silentLogger } from '../lib/logger';
import { openStore } from './open-store';

const WRITER = fileURLToPath(new URL('./writer.fixture.ts', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtdeck-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openStore({ folder, clock: systemClock, logger: silentLogger });

/** Runs the writer until it has answered `count` writes, kills it without warning, and gives the names answered. */
function writeAndKill(count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > count) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', () => resolve(output.split('\n').slice(0, -1)));
  });
}

describe('a data folder', () => {
  it('holds every answered write after SIGKILL', async () => {
    const answered = await writeAndKill(500);
    const store = await open();
    const stored = new Set(store.collection('configmaps').records().map(({ name }) => name));
    expect(answered.length).toBeGreaterThanOrEqual(500);
    expect(answered.filter((name) => !stored.has(name))).toEqual([]);
    await store.close();
  });

  it('can be opened at once after the owner was killed, and gives higher revisions', async () => {
    await writeAndKill(20);
    const store = await open();
    const highest = Math.max(...store.collection('configmaps').records().map(({ revision }) => revision));
    expect(store.revision).toBeGreaterThan(highest);
    await store.close();
  });

  it('is refused while another has it', async () => {
    const store = await open();
    await expect(open()).rejects.toThrow(`the data folder ${folder} is in use by process ${process.pid}: stop that companion first, or choose another folder`);
    await store.close();
    await (await open()).close();
  });

  it('is not refused because of a lock whose process is gone or another by now', async () => {
    writeFileSync(join(folder, 'companion.lock'), JSON.stringify({ pid: process.pid, started: '1' }));
    await (await open()).close();
    writeFileSync(join(folder, 'companion.lock'), 'half wri');
    await (await open()).close();
  });

  it('keeps objects, deletions and non-ASCII text', async () => {
    const first = await open();
    const put = (name: string) =>
      first.put('configmaps', `a/${name}`, 'struct', (revision) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace: 'a', resourceVersion: String(revision) },
        data: { text: 'größer 😀 <b>' },
      })).committed;
    await Promise.all([put('kept'), put('deleted')]);
    const { object } = first.collection('configmaps').get('a/deleted') ?? {};
    if (object) await first.remove('configmaps', 'a/deleted', 'struct', () => object).committed;
    await first.close();
    const second = await open();
    expect(second.collection('configmaps').records().map((record) => [record.name, record.object.data])).toEqual([['kept', { text: 'größer 😀 <b>' }]]);
    await second.close();
  });

  it('of the earlier layout, an LMDB database, is taken over', async () => {
    const database = openDatabase<Buffer, string>({ path: join(folder, 'objects.mdb'), encoding: 'binary' });
    const json = Buffer.from('{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"old","namespace":"a","resourceVersion":"41"}}');
    const header = Buffer.alloc(6);
    header.writeUIntBE(41, 0, 6);
    await database.put('o/configmaps/a/old', Buffer.concat([header, json]));
    await database.put('meta/revision', Buffer.from('4711'));
    await database.flushed;
    const store = await open();
    expect(store.collection('configmaps').get('a/old')?.object.metadata.resourceVersion).toBe('41');
    expect(store.revision).toBeGreaterThan(4711);
    expect(readdirSync(folder).filter((name) => name.includes('.mdb'))).toEqual([]);
    await store.close();
    const again = await open();
    expect(again.collection('configmaps').records().map(({ name }) => name)).toEqual(['old']);
    await again.close();
  });

  it('of a newer companion is refused, and nothing in it is changed', async () => {
    const path = join(folder, '00000001.log');
    writeFileSync(path, 'virtdeck-objects 3\nwhat only the future knows');
    await expect(open()).rejects.toThrow('was written by a newer companion');
    expect(readFileSync(path, 'utf8')).toContain('what only the future knows');
  });
});
