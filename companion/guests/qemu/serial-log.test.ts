import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTail, shortenLog } from './serial-log';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtdeck-log-'));
  log = join(folder, 'serial.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a guest that has said nothing has an empty history', async () => {
  expect(await readTail(log)).toHaveLength(0);
});

test('a short log is left alone', async () => {
  writeFileSync(log, 'hello');
  await shortenLog(log);
  expect(String(await readTail(log))).toBe('hello');
});

test('a long log keeps its end, and what is appended follows it', async () => {
  writeFileSync(log, 'x'.repeat(3 << 20));
  appendFileSync(log, 'the end');
  await shortenLog(log);
  expect(statSync(log).size).toBeLessThan(1 << 20);
  appendFileSync(log, ', and more');
  expect(String(await readTail(log, 17))).toBe('the end, and more');
});
