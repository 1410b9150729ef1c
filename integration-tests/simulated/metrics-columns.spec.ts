import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Page, Route } from '@playwright/test';
import { VirtualMachineInstanceKind, VirtualMachineKind } from '../../contracts/kinds';
import { MachineListPage } from '../pages/machine-list';
import { Api } from '../support/api';
import { expect, simulated as test } from '../support/fixtures';
import { machine } from '../support/machines';
import { eventually } from '../support/wait';

const names = ['figure-1', 'figure-2', 'figure-3', 'figure-4'];
const [idle, , busy, silent] = names;
const BYTES = 1024 * 1024;
const hasPrometheus = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'prometheus')));

const sample = (name: string, value: string) => ({ metric: { namespace: 'dev-team', name }, value: [1, value] });
/** What a Prometheus says that knows three machines, one of them by no number. */
const figures = {
  status: 'success',
  data: {
    resultType: 'vector',
    result: [sample('figure-1', String(10 * BYTES)), sample('figure-2', 'NaN'), sample('figure-3', String(90 * BYTES))],
  },
};

/** Answers the queries of the page as told, and counts them. */
async function prometheus(page: Page, answer: (route: Route) => Promise<void> | undefined): Promise<string[]> {
  const asked: string[] = [];
  await page.route(/\/api\/prometheus(-tenancy)?\/api\/v1\/query\?/, async (route) => {
    asked.push(new URL(route.request().url()).searchParams.get('query') ?? '');
    await answer(route);
  });
  return asked;
}

const order = async (page: Page) => (await page.getByTestId('vm-link').allTextContents()).filter((name) => names.includes(name));

async function exportedRows(page: Page): Promise<Record<string, string>[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Table options' }).click();
  await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>[];
}

test.beforeAll(async ({ companion }) => {
  const api = new Api(companion);
  if (await api.get(VirtualMachineKind, names[0] ?? '', 'dev-team')) return;
  for (const name of names) await api.create(VirtualMachineKind, machine({ name }));
  await eventually('the machines run', async () => {
    const instances = await api.list(VirtualMachineInstanceKind, 'dev-team');
    return names.every((name) => instances.find((each) => each.metadata.name === name)?.status?.phase === 'Running');
  });
});

test.beforeEach(async ({ page }) => {
  const columns = ['name', 'status', 'cpuUsage', 'memoryUsage'];
  await page.addInitScript(
    (list) => localStorage.setItem('console-user-settings', JSON.stringify({ 'virtdeck.list': list })),
    { columns },
  );
});

test('live columns show numbers, and nothing where there is none', async ({ page }) => {
  const list = new MachineListPage(page);
  const asked = await prometheus(page, (route) => route.fulfill({ json: figures }));
  await list.open('dev-team', '?q=figure');
  await expect(list.row(busy ?? '')).toContainText('90 MiB');
  await expect(list.row('figure-2')).not.toContainText('NaN');
  await expect(list.row(silent ?? '')).not.toContainText('MiB');
  await expect(page.getByTestId('no-figures')).toBeHidden();
  expect(asked.filter((query) => query.includes('memory')).length).toBe(1);
});

test('sorted by a live column, machines without a value come last in both directions', async ({ page }) => {
  const list = new MachineListPage(page);
  const asked = await prometheus(page, (route) => route.fulfill({ json: figures }));
  await list.open('dev-team', '?q=figure');
  const head = page.getByRole('columnheader', { name: 'Memory usage' }).getByRole('button').first();
  await head.click();
  await expect.poll(() => order(page)).toEqual([idle, busy, 'figure-2', silent]);
  await head.click();
  await expect.poll(() => order(page)).toEqual([busy, idle, 'figure-2', silent]);
  expect(asked.filter((query) => query.includes('memory')).at(-1)).not.toContain('figure');
});

test('a file has the live values of all machines', async ({ page }) => {
  await prometheus(page, (route) => route.fulfill({ json: figures }));
  await new MachineListPage(page).open('dev-team', '?q=figure');
  await expect.poll(() => order(page)).toHaveLength(4);
  const rows = await exportedRows(page);
  expect(rows.map((row) => row['Memory usage'])).toEqual(['10 MiB', '', '90 MiB', '']);
});

test('without Prometheus the list says so once, asks no more, and works', async ({ page }) => {
  const list = new MachineListPage(page);
  const asked = await prometheus(page, (route) => route.fulfill({ status: 404, body: 'no monitoring here' }));
  await list.open('dev-team', '?q=figure&sort=memoryUsage');
  await expect(page.getByTestId('no-figures')).toHaveText(/Live figures are not available: no monitoring here/);
  const after = asked.length;
  await page.getByRole('columnheader', { name: 'Status' }).getByRole('button').first().click();
  await expect.poll(() => order(page)).toEqual(names);
  expect((await exportedRows(page)).map((row) => row['Memory usage'])).toEqual(['', '', '', '']);
  await expect(page.getByTestId('no-figures')).toHaveCount(1);
  // One round after the sort changed, and one for the file.
  expect(asked.length).toBeLessThanOrEqual(after + 4);
});

test('a slow Prometheus holds up nothing, and its request ends when the list is left', async ({ page }) => {
  const list = new MachineListPage(page);
  const asked = await prometheus(page, () => undefined);
  const ended: string[] = [];
  page.on('requestfailed', (request) => request.url().includes('/api/prometheus') && ended.push(request.url()));
  await list.open('dev-team', '?q=figure&sort=-cpuUsage');
  await expect.poll(() => asked.length).toBe(2);
  await expect.poll(() => order(page)).toEqual(names);
  await list.machine(busy ?? '').click();
  await expect(page.getByRole('heading', { name: 'figure-3', level: 1 })).toBeVisible();
  await expect.poll(() => ended.length).toBe(2);
});

test('the Prometheus of the companion has figures of its machines', async ({ page }) => {
  test.skip(!hasPrometheus, 'there is no prometheus program');
  test.setTimeout(120_000);
  const list = new MachineListPage(page);
  await list.open('dev-team', '?q=figure&sort=-memoryUsage');
  await expect(list.row(idle ?? '')).toContainText(/\d [MG]iB/, { timeout: 90_000 });
  await expect(page.getByTestId('no-figures')).toBeHidden();
});
