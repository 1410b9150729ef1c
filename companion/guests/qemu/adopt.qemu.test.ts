import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/clock';
import { silentLogger } from '../../lib/logger';
import { bootSectorImage } from '../test-support/boot-sector';
import { guestDefinition } from '../test-support/definitions';
import { installed } from '../test-support/installed';
import { findGuests } from './adopt';
import { guestFiles, type GuestFiles } from './files';
import { isProcessOf, processesIn } from './find-pid';
import { endProcess, type QemuProcess } from './process';
import type { GuestRecord } from './record';
import { launch, layOutGuest } from './start';
import { pause } from './wait';

const context = { qemuPath: 'qemu-system-x86_64', clock: systemClock };
const find = (folder: string) => findGuests(folder, systemClock, silentLogger);

let home: string;
let folder: string;
let files: GuestFiles;
let record: GuestRecord;

const leave = (generation: number, incoming = false) => launch(record, files, generation, { incoming, context });

const statusOf = async ({ qmp }: QemuProcess) => ((await qmp.execute('query-migrate')) as { status?: string }).status;

describe.skipIf(!installed('qemu-system-x86_64'))('adoption', () => {
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'virtdeck-adopt-'));
    folder = join(home, 'guests');
    mkdirSync(folder);
    const path = join(home, 'root.img');
    writeFileSync(path, bootSectorImage('hello'));
    const definition = guestDefinition({ volumes: [{ name: 'root', source: { type: 'image', path, format: 'raw', readOnly: false } }] });
    files = guestFiles(folder, definition.uid);
    record = await layOutGuest(definition, files, { accelerator: 'tcg', subnets: new Set() });
  });
  afterEach(async () => {
    for (const { process } of await find(folder)) if (process) await endProcess(process, systemClock);
    rmSync(home, { recursive: true, force: true });
  });

  test('of a migration that was cut the half that is the guest is kept', async () => {
    const source = await leave(1);
    const target = await leave(2, true);
    await target.qmp.execute('migrate-incoming', { uri: 'unix:migration.sock' });
    await source.qmp.execute('migrate-set-parameters', { 'max-bandwidth': 100_000 });
    await source.qmp.execute('migrate', { uri: 'unix:../process-2/migration.sock' });
    source.qmp.close();
    target.qmp.close();
    const [guest] = await find(folder);
    expect(guest?.process?.pid).toBe(source.pid);
    expect(await isProcessOf(target.pid, target.files.folder)).toBe(false);
    guest?.process?.qmp.close();
  });

  test('after a migration that ended unseen the guest is found in the target', async () => {
    const source = await leave(1);
    const target = await leave(2, true);
    await target.qmp.execute('migrate-incoming', { uri: 'unix:migration.sock' });
    await source.qmp.execute('migrate', { uri: 'unix:../process-2/migration.sock' });
    while ((await statusOf(source)) !== 'completed') await pause(systemClock, 20);
    source.qmp.close();
    target.qmp.close();
    const [guest] = await find(folder);
    expect(guest?.process?.pid).toBe(target.pid);
    expect(await isProcessOf(source.pid, source.files.folder)).toBe(false);
    guest?.process?.qmp.close();
  });

  test('a folder whose record is damaged is removed with its process', async () => {
    const running = await leave(1);
    running.qmp.close();
    writeFileSync(files.definition, '{"definition":');
    expect(await find(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(running.files.folder)).toBe(false);
    expect(await processesIn(running.files.folder, 'qemu')).toEqual([]);
  });

  test('what is no guest is left alone', async () => {
    mkdirSync(join(folder, '.state'));
    writeFileSync(join(folder, 'note.txt'), 'x');
    expect(await find(folder)).toMatchObject([{ ending: { state: 'stopped' } }]);
    expect(readdirSync(folder).sort()).toEqual(['.state', 'guest-1', 'note.txt']);
  });
});
